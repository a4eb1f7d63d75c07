namespace Syndication.Deploy.Tests;

/// <summary>deploy/make-secrets.sh.</summary>
public sealed class SecretTests
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task It_makes_every_file_that_compose_shows_and_lets_nobody_else_into_the_folder()
    {
        using var folder = new TemporaryFolder();
        var secrets = folder["secrets"];

        (await Commands.RunAsync("deploy/make-secrets.sh", secrets)).Expected();

        Assert.Equal(OwnerAlone, File.GetUnixFileMode(secrets));
        var compose = Yaml.Read(Path.Combine(Repository.Root, "docker-compose.yml"));
        Assert.All(compose.Members("secrets"), secret => Assert.NotEqual(0, new FileInfo(Path.Combine(secrets, Path.GetFileName(secret.Value.Text("file")!))).Length));
        Assert.Matches("^[0-9a-f]{64}$", await File.ReadAllTextAsync(Path.Combine(secrets, "Keys__Internal")));
        Assert.Matches("^syn_[0-9a-f]{16}_[0-9a-f]{64}$", await File.ReadAllTextAsync(Path.Combine(secrets, "Keys__Administrator")));
    }

    [Fact]
    public async Task It_never_overwrites_and_no_two_secrets_are_one()
    {
        using var folder = new TemporaryFolder();
        (await Commands.RunAsync("deploy/make-secrets.sh", folder.Path)).Expected();
        var first = Contents(folder.Path);

        (await Commands.RunAsync("deploy/make-secrets.sh", folder.Path)).Expected();

        Assert.Equal(first, Contents(folder.Path));
        Assert.Equal(first.Count, first.Values.Distinct().Count());
    }

    [Fact]
    public async Task Addresses_hold_the_passwords_that_the_servers_are_given()
    {
        using var folder = new TemporaryFolder();
        (await Commands.RunAsync("deploy/make-secrets.sh", folder.Path)).Expected();
        var made = Contents(folder.Path);

        Assert.Equal($"amqp://syndication:{made["rabbitmq-password"]}@rabbitmq:5672/", made["Bus__RabbitMq__Uri"]);
        Assert.Contains($"default_pass = {made["rabbitmq-password"]}", made["rabbitmq-user.conf"], StringComparison.Ordinal);
        Assert.StartsWith($"mongodb://syndication:{made["mongodb-password"]}@mongodb:27017/", made["Storage__MongoDb__Uri"], StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Contents(string folder) =>
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText);
}
