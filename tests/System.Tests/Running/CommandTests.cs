using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Syndication.System.Tests.Running;

/// <summary>The two commands and their exit codes.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Once_over_the_samples_says_what_each_channel_holds()
    {
        using var folder = new TemporaryFolder();
        var run = await Commands.RunAsync("--once", "--samples", "--data", folder["data"]);

        Assert.Equal(0, run.ExitCode);
        // Two of the fourteen published pages are one release in two languages.
        Assert.Contains("releases published 13", run.Output, StringComparison.Ordinal);
        Assert.Contains("releases quarantined 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("search             14", run.Output, StringComparison.Ordinal);
        Assert.Contains("webhooks           14 delivered, 14 verified", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split("quarantined: ").Length - 1);

        // A mail for each of four French releases; one with all of them a day, and a week.
        Assert.Contains("mail fr.immediate  4", run.Output, StringComparison.Ordinal);
        Assert.Contains("mail fr.daily      1", run.Output, StringComparison.Ordinal);
        Assert.Contains("mail es.weekly     1", run.Output, StringComparison.Ordinal);
        Assert.Equal(19, Directory.GetFiles(Path.Combine(folder["data"], "outbox"), "*.eml").Length);

        var again = await Commands.RunAsync("--once", "--samples", "--data", folder["data"]);
        Assert.Equal(run.Output, again.Output);
    }

    [Fact]
    public async Task Once_over_the_seeds_ends_with_four_releases_and_one_quarantined_page()
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        using var folder = new TemporaryFolder();
        var run = await Commands.RunAsync(["--once", "--data", folder["data"], .. Directory.GetFiles(Repository.Seeds!, "*.txt")]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("releases published 4", run.Output, StringComparison.Ordinal);
        Assert.Contains("releases quarantined 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("feed fr            4", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extract_prints_a_document_a_line_and_stores_nothing()
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var run = await Commands.RunAsync("extract", Repository.Seeds!);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        var documents = run.Output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.Equal(["published", "published", "published", "published", "quarantined"], documents.Select(document => document.Text("status")));
        Assert.All(documents, document => Assert.NotEmpty(document.Text("bodyText")));
        Assert.All(documents, document => Assert.True(File.Exists(document.Text("file"))));
    }

    [Fact]
    public async Task A_file_that_is_no_page_ends_with_1_and_the_others_are_published()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["binary.txt"], [.. "%PDF-1.7"u8, 0, 1, 2, 3]);
        await File.WriteAllBytesAsync(folder["large.txt"], new byte[(10 * 1024 * 1024) + 1]);
        await File.WriteAllTextAsync(folder["page.html"], "<html><body><article><h1>One good page</h1><p>GENEVA, 12 May 2026 - The agency said on Tuesday that one page of the three is good.</p><p>It did not say which one of them that was, and left it to the reader.</p></article></body></html>");
        var run = await Commands.RunAsync("--once", "--data", folder["data"], folder["binary.txt"], folder["large.txt"], folder["page.html"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("binary.txt was refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("large.txt was refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("releases published 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Commands.RunAsync("extract", folder["binary.txt"])).ExitCode);
    }

    [Theory]
    [InlineData("--port", "none")]
    [InlineData("--prot", "8080")]
    [InlineData("--timeout", "0")]
    [InlineData("extract")]
    [InlineData("/no/such/file.txt")]
    public async Task Wrong_usage_ends_with_2_and_says_what_is_right(params string[] arguments)
    {
        var run = await Commands.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_store_that_can_not_be_had_ends_at_start_with_a_sentence()
    {
        using var folder = new TemporaryFolder();
        var process = Commands.Start("Standalone", ["--once", "--data", folder["data"]], new Dictionary<string, string>
        {
            ["Storage__Provider"] = "MongoDb",
            ["Storage__MongoDb__Uri"] = "mongodb://127.0.0.1:1/?replicaSet=none",
        });
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("MongoDB", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        process.Dispose();
    }

    [Fact]
    public async Task A_taken_port_ends_with_3()
    {
        using var folder = new TemporaryFolder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Equal(3, (await Commands.RunAsync("--once", "--port", $"{port}", "--data", folder["data"])).ExitCode);
    }

    [Fact]
    public async Task A_folder_in_use_ends_with_4()
    {
        using var folder = new TemporaryFolder();
        await using var newsroom = await new Newsroom(folder["data"]).StartAsync();

        Assert.Equal(4, (await Commands.RunAsync("--once", "--data", folder["data"])).ExitCode);
    }

    [Fact]
    public async Task Channels_that_do_not_get_quiet_in_time_end_with_5()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 400; i++)
        {
            await File.WriteAllTextAsync(folder[$"page{i}.html"], $"<html><body><article><h1>Page number {i}</h1><p>GENEVA, 12 May 2026 - The agency said on Tuesday that this is its page number {i}, and that {i + 1} follow.</p><p>Page {i} has a second paragraph which says nothing new but {i * 7}.</p></article></body></html>");
        }

        var process = Commands.Start("Standalone", ["--once", "--timeout", "1", "--data", folder["data"], folder.Path], new Dictionary<string, string> { ["Services__ingestion__Url"] = "http://127.0.0.1:9" });
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(5, process.ExitCode);
        Assert.Contains("--timeout", error, StringComparison.Ordinal);
        process.Dispose();
    }

    [Fact]
    public async Task The_administrators_key_is_for_its_owner_alone_and_is_never_printed()
    {
        using var folder = new TemporaryFolder();
        var run = await Commands.RunAsync("--once", "--data", folder["data"]);
        var key = await File.ReadAllTextAsync(Path.Combine(folder["data"], "admin.key"));

        Assert.EndsWith("\n", key, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Trim(), run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder["data"], "admin.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(folder["data"], "keys")));
    }
}
