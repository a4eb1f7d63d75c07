using System.Text.Json;
using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>Every object against the schemas of a current Kubernetes, and the checker against objects that are wrong.</summary>
public sealed class KubernetesSchemaTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly string[] Unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT"];

    [Fact]
    public async Task Every_object_is_one_that_kubernetes_knows()
    {
        cluster.SkipWithoutKubectl();

        var run = await CheckAsync([.. cluster.Base, .. cluster.Local]);

        Assert.Equal($"{cluster.Base.Count + cluster.Local.Count} objects, no fault", run.Expected().Trim());
    }

    [Fact]
    public async Task The_checker_refuses_a_misspelt_field_a_wrong_type_a_missing_field_and_an_unknown_kind()
    {
        cluster.SkipWithoutKubectl();
        var misspelt = Changed("Deployment", container => Rename(container, "readinessProbe", "readynessProbe"));
        var wrong = Changed("StatefulSet", container => container.At("ports/0")!["containerPort"] = "amqp");
        var missing = cluster.Of("Ingress").First().DeepClone();
        ((JsonObject)missing.At("spec/rules/0/http/paths/0")!).Remove("pathType");
        var unknown = cluster.Of("Service").First().DeepClone();
        unknown["kind"] = "Servce";

        var run = await CheckAsync([misspelt, wrong, missing, unknown]);

        Assert.Equal(1, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("Deployment ", StringComparison.Ordinal) && line.Contains("readynessProbe", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("StatefulSet ", StringComparison.Ordinal) && line.Contains("must be integer", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Ingress ", StringComparison.Ordinal) && line.Contains("pathType", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Servce ", StringComparison.Ordinal) && line.Contains("knows no Servce", StringComparison.Ordinal));
    }

    private JsonNode Changed(string kind, Action<JsonNode> change)
    {
        var copy = cluster.Of(kind).First().DeepClone();
        change(copy.At("spec/template/spec/containers/0")!);
        return copy;
    }

    private static void Rename(JsonNode container, string from, string to)
    {
        var value = container[from]!.DeepClone();
        ((JsonObject)container).Remove(from);
        container[to] = value;
    }

    private static async Task<Run> CheckAsync(IReadOnlyList<JsonNode> objects)
    {
        var tools = await InstalledAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["objects.json"], JsonSerializer.Serialize(objects));
        return await Commands.RunInAsync(tools, "node", "check.mjs", folder["objects.json"]);
    }

    /// <summary>The npm packages of the lock file, in artifacts/; installed when it has changed.</summary>
    private static async Task<string> InstalledAsync()
    {
        Assert.SkipUnless(Commands.Exist("node") && Commands.Exist("npm"), "Needs node and npm: Kubernetes' schemas come from there.");
        var source = Path.Combine(Repository.Root, "tests/Deploy.Tests/schemas");
        var target = Path.Combine(Repository.Root, "artifacts/kubernetes-schemas");
        Directory.CreateDirectory(target);
        var done = Path.Combine(target, "installed.json");
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        var isInstalled = File.Exists(done) && await File.ReadAllTextAsync(done) == wanted;
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        if (!isInstalled)
        {
            var install = await Commands.RunInAsync(target, "npm", "ci", "--no-audit", "--no-fund", "--silent");
            Assert.SkipWhen(Unreachable.Any(install.Error.Contains), "Needs npm's registry, where Kubernetes' schemas come from; it can't be reached.");
            install.Expected();
            await File.WriteAllTextAsync(done, wanted);
        }

        return target;
    }
}
