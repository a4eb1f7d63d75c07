using System.Diagnostics;
using Xunit;

namespace Syndication.Testing;

/// <summary>Polls instead of sleeping.</summary>
public static class Eventually
{
    // Ends a test that would hang; a machine that runs many tests at once may take a minute for what takes a second alone.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Fails unless the condition comes to hold.</summary>
    /// <param name="promised">By when, where the system promises that.</param>
    /// <param name="explain">Asked once it has failed.</param>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? promised = null, Func<string>? explain = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var atMost = promised ?? Patience;
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
