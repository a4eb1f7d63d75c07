using System.Diagnostics;

namespace Syndication.Testing;

/// <summary>What work costs this process, whatever else the machine does.</summary>
public static class ProcessorTime
{
    private const int Attempts = 3;

    /// <summary>
    /// Works until it took less than the limit, at most three times. Other tests of this process may take processor time
    /// meanwhile, but not three times.
    /// </summary>
    /// <returns>What came of it, and the time of the last attempt.</returns>
    public static (T Result, TimeSpan Spent) Of<T>(Func<T> work, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(work);
        using var process = Process.GetCurrentProcess();
        for (var attempt = 1; ; attempt++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var result = work();
            process.Refresh();
            var spent = process.TotalProcessorTime - before;
            if (spent < limit || attempt == Attempts)
            {
                return (result, spent);
            }
        }
    }
}
