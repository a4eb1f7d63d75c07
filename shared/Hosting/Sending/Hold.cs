namespace Syndication.Hosting.Sending;

/// <summary>
/// A person's order to send nothing: of one channel or of all, of one release or of all. Newsroom keeps them; senders obey.
/// </summary>
/// <param name="Id">The same for the same channel and release.</param>
/// <param name="Channel">One of <see cref="OutgoingChannels"/>; null for every one.</param>
/// <param name="Release">Null for every release.</param>
/// <param name="By">The key or account that gave it.</param>
public sealed record Hold(string Id, string? Channel, Guid? Release, string Reason, string By, DateTimeOffset Since)
{
    /// <summary>Whether it stops this channel as a whole, or for this release.</summary>
    /// <param name="release">Null to ask for the channel as a whole.</param>
    public bool Stops(string channel, Guid? release) => (Channel is null || Channel == channel) && (Release is null || Release == release);
}

/// <summary>The answer of <c>GET /internal/hold</c>.</summary>
public sealed record HoldAnswer(IReadOnlyList<Hold> Holds);
