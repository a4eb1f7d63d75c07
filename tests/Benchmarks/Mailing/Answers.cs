using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Syndication.Benchmarks.Mailing;

/// <summary>
/// Mails that the sender has settled, by its own counter: to ask its store every few milliseconds how many are left would
/// cost a third of a core.
/// </summary>
internal sealed class Answers : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly TaskCompletionSource<double> _rate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _most;
    private long _count;
    private long _start;

    /// <param name="most">How many there will be.</param>
    public Answers(int most)
    {
        _most = most;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "syndication.mail.answers")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Add(count));
        _listener.Start();
    }

    /// <summary>Mails a second, from the first to the last.</summary>
    public Task<double> RateAsync(CancellationToken cancellationToken) => _rate.Task.WaitAsync(TimeSpan.FromMinutes(5), cancellationToken);

    public void Dispose() => _listener.Dispose();

    private void Add(long count)
    {
        var now = Interlocked.Add(ref _count, count);
        if (now == 1)
        {
            _start = Stopwatch.GetTimestamp();
        }
        else if (now == _most)
        {
            _rate.SetResult((_most - 1) / Stopwatch.GetElapsedTime(_start).TotalSeconds);
        }
    }
}
