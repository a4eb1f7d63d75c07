using System.Diagnostics;

namespace Syndication.Benchmarks.Freshness;

/// <summary>Starts work at a fixed rate, whether what was started before has ended or not.</summary>
internal static class Pace
{
    public static int CountOf(int perSecond, TimeSpan time) => Math.Max(1, (int)(perSecond * time.TotalSeconds));

    /// <summary>Runs until the last has ended; returns how many ended per second.</summary>
    /// <param name="start">Given the number of the piece and the instant at which it was due, by <see cref="Stopwatch"/>.</param>
    public static async Task<double> RunAsync(int perSecond, TimeSpan time, Func<int, long, Task> start, CancellationToken cancellationToken)
    {
        var count = CountOf(perSecond, time);
        var running = new List<Task>(count);
        var began = Stopwatch.GetTimestamp();
        while (running.Count < count)
        {
            var number = running.Count;
            var due = began + (long)(number * (double)Stopwatch.Frequency / perSecond);
            if (due > Stopwatch.GetTimestamp())
            {
                await Alarm.AtAsync(due, cancellationToken);
            }

            running.Add(Task.Run(() => start(number, due), cancellationToken));
        }

        await Task.WhenAll(running);
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
