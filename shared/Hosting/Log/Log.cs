namespace Syndication.Hosting.Log;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "{Consumer} leaves entry {Sequence} for catching up: {Reason}")]
    public static partial void LeftAsHole(ILogger logger, string consumer, long sequence, string reason);

    [LoggerMessage(LogLevel.Error, "{Consumer} parked entry {Sequence}")]
    public static partial void Parked(ILogger logger, string consumer, long sequence, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Consumer} can't catch up yet: {Reason}")]
    public static partial void CannotCatchUp(ILogger logger, string consumer, string reason);

    [LoggerMessage(LogLevel.Information, "{Consumer} catches up on {Count} entries from {First}")]
    public static partial void CatchesUp(ILogger logger, string consumer, int count, long first);
}
