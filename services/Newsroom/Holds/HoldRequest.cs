using System.Text.Json.Serialization;
using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Holds;

/// <summary>A hold that somebody asks for. What it does not name is not limited: a name that is misspelt is refused.</summary>
/// <param name="Channel">Null for every channel.</param>
/// <param name="Release">Null for every release.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record HoldRequest(string? Channel, Guid? Release, string? Reason)
{
    private const int LongestReason = 500;

    /// <summary>What is wrong with it, by JSON path.</summary>
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Channel is not null && !OutgoingChannels.All.Contains(Channel))
        {
            errors["channel"] = [$"\"{Channel}\" is no channel: name one of {string.Join(", ", OutgoingChannels.All)}, or leave it out for all of them."];
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason)
        {
            errors["reason"] = [$"Say why, in at most {LongestReason} characters: whoever lifts it will want to know."];
        }

        return errors;
    }
}
