using System.Diagnostics;
using Xunit;

namespace Syndication.Testing;

/// <summary>Polls instead of sleeping.</summary>
public static class Eventually
{
    /// <summary>Fails unless the condition holds within the deadline.</summary>
    /// <param name="explain">Asked once it has failed.</param>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan atMost, Func<string>? explain = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var start = Stopwatch.StartNew();
        while (!await condition())
        {
            if (start.Elapsed >= atMost)
            {
                Assert.Fail($"It did not hold within {atMost.TotalSeconds} s. {explain?.Invoke()}");
            }

            await Task.Delay(20);
        }
    }
}
