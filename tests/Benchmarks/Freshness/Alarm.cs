using System.Diagnostics;

namespace Syndication.Benchmarks.Freshness;

/// <summary>
/// Waits for an instant, late by a millisecond at most. <see cref="Task.Delay(TimeSpan)"/> goes by a clock that moves with
/// the kernel's tick, each 4 ms where that is set to 250 Hz: too coarse for what takes 5.
/// </summary>
internal static class Alarm
{
    private static readonly PriorityQueue<TaskCompletionSource, long> Waiting = new();

    static Alarm() => new Thread(Ring) { Name = "Alarm", IsBackground = true }.Start();

    /// <param name="instant">By <see cref="Stopwatch"/>.</param>
    public static Task AtAsync(long instant, CancellationToken cancellationToken)
    {
        var rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Waiting)
        {
            Waiting.Enqueue(rung, instant);
            Monitor.Pulse(Waiting);
        }

        return rung.Task.WaitAsync(cancellationToken);
    }

    private static void Ring()
    {
        lock (Waiting)
        {
            while (true)
            {
                if (!Waiting.TryPeek(out var next, out var instant))
                {
                    Monitor.Wait(Waiting);
                }
                else if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), instant) is { Ticks: > 0 } left)
                {
                    Monitor.Wait(Waiting, (int)Math.Ceiling(left.TotalMilliseconds));
                }
                else
                {
                    Waiting.Dequeue();
                    next.SetResult();
                }
            }
        }
    }
}
