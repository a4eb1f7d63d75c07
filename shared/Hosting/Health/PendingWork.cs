namespace Syndication.Hosting.Health;

/// <summary>Rows of a service that wait for it to do something: until there are none, its process is not quiet.</summary>
/// <param name="CountAsync">Those that are due, leased, or have ended in an entry of the log that was not seen yet.</param>
public sealed record PendingWork(string Name, Func<CancellationToken, Task<long>> CountAsync);
