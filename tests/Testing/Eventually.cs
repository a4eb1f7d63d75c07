using System.Diagnostics;
using Xunit;

namespace Syndication.Testing;

/// <summary>Polls instead of sleeping.</summary>
public static class Eventually
{
    /// <summary>Fails unless the condition holds within the deadline.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan atMost)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var start = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(start.Elapsed < atMost, $"It did not hold within {atMost.TotalSeconds} s.");
            await Task.Delay(20);
        }
    }
}
