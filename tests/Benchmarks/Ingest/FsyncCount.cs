using System.Globalization;
using Syndication.Benchmarks.Running;

namespace Syndication.Benchmarks.Ingest;

/// <summary>
/// How often the disk is waited for per acknowledgement: a run of its own under strace, which stops the process at
/// these calls only (seccomp), so that commits group nearly as they do without it.
/// </summary>
internal static class FsyncCount
{
    private const string Strace = "/usr/bin/strace";

    /// <summary>"0.31 (0.04 of it the log's)" for each number of connections; why there is none, where there is none.</summary>
    public static async Task<IReadOnlyList<string>> MeasureAsync(IReadOnlyList<int> connections, TimeSpan time, CancellationToken cancellationToken)
    {
        if (!File.Exists(Strace))
        {
            return [.. connections.Select(_ => "no strace here")];
        }

        var calls = Path.GetTempFileName();
        try
        {
            await using var newsroom = await SystemUnderTest.StartAsync(
                cancellationToken,
                wrapper: [Strace, "--seccomp-bpf", "-f", "-y", "-qq", "-e", "signal=none", "-e", "trace=fsync,fdatasync", "-o", calls]);
            await newsroom.QuietAsync(cancellationToken);
            var counted = new List<string>();
            foreach (var count in connections)
            {
                using var client = newsroom.Connect(count);
                var before = await LinesAsync(calls, cancellationToken);
                var load = await PostLoad.RunAsync(client, count, time, cancellationToken);
                await newsroom.QuietAsync(cancellationToken);
                var made = (await LinesAsync(calls, cancellationToken))[before.Length..];
                var ofLog = made.Count(line => line.Contains("ingestion", StringComparison.Ordinal));
                counted.Add(string.Create(CultureInfo.InvariantCulture, $"{made.Length / (double)load.Count:F2} ({ofLog / (double)load.Count:F2} ingestion's)"));
            }

            return counted;
        }
        finally
        {
            File.Delete(calls);
        }
    }

    private static async Task<string[]> LinesAsync(string file, CancellationToken cancellationToken) =>
        [.. (await File.ReadAllLinesAsync(file, cancellationToken)).Where(line => line.Contains("sync(", StringComparison.Ordinal))];
}
