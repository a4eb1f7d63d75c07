using System.Globalization;
using System.Runtime.InteropServices;

namespace Syndication.Benchmarks.Running;

/// <summary>What a reader needs to judge the figures: processors, and what else was running.</summary>
internal static class Machine
{
    public static async Task DescribeAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg", cancellationToken)).Trim() : "not known";
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; load average before: {load}; {options.Rounds} rounds of {options.Time.TotalSeconds} s a side after a warm-up; median (quartiles)."));
    }
}
