using System.Diagnostics;

namespace Syndication.Storage.Tests.MongoDb;

public sealed class LimitedBuildTests
{
    [Fact]
    public async Task Asking_for_mongodb_in_a_limited_build_says_what_to_do()
    {
#if LIMITED_FEED
        var error = await Assert.ThrowsAsync<StoreException>(() => Storage.MongoDb.MongoDbStorage.OpenAsync("mongodb://127.0.0.1", "test", TestContext.Current.CancellationToken));
        Assert.Contains("-p:PackageFeed=full", error.Message, StringComparison.Ordinal);
        Assert.Contains("Storage__Provider=Sqlite", error.Message, StringComparison.Ordinal);
#else
        Assert.Skip("This build has the driver.");
        await Task.CompletedTask;
#endif
    }

    [Fact]
    public void Neither_the_driver_nor_the_stub_is_beside_a_limited_build()
    {
#if LIMITED_FEED
        Assert.Empty(Directory.GetFiles(AppContext.BaseDirectory, "MongoDB*.dll"));
#else
        Assert.Skip("This build has the driver.");
#endif
    }

    [Fact]
    public async Task A_misspelt_member_of_the_driver_breaks_a_limited_build()
    {
        using var copy = new TemporaryFolder();
        Copy(Repository.Root, copy.Path, "shared/Storage", "shared/Storage.MongoDb", "shared/Contracts");
        Assert.DoesNotContain("error", await BuildAsync(copy), StringComparison.Ordinal);

        var store = copy["shared/Storage.MongoDb/MongoDocumentStore.cs"];
        var source = await File.ReadAllTextAsync(store, TestContext.Current.CancellationToken);
        Assert.Contains("WriteConcern.WMajority", source, StringComparison.Ordinal);
        await File.WriteAllTextAsync(store, source.Replace("WriteConcern.WMajority", "WriteConcern.WMajorty", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var broken = await BuildAsync(copy);
        Assert.Contains("error CS0117", broken, StringComparison.Ordinal);
        Assert.Contains("WMajorty", broken, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to, params string[] folders)
    {
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(from, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(from, "Directory.*")).Append(Path.Combine(from, "global.json")).Append(Path.Combine(from, ".editorconfig"));
        foreach (var file in files)
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static async Task<string> BuildAsync(TemporaryFolder copy)
    {
        var start = new ProcessStartInfo("dotnet", ["build", copy["shared/Storage.MongoDb"], "-nodeReuse:false", "-p:PackageFeed=limited", "-p:RunAnalyzers=false", "--nologo", "--verbosity", "quiet", "-clp:NoSummary"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = copy.Path,
        };
        using var build = Process.Start(start)!;
        var output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
