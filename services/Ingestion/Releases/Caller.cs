using System.Security.Claims;
using Syndication.Hosting.Keys;

namespace Syndication.Ingestion.Releases;

/// <summary>Who asks, and how often: what the log keeps of a request.</summary>
/// <param name="RequestKey">Hash of API key and Idempotency-Key; null without one.</param>
/// <param name="RequestHash">Hash of what was asked for: method, address and body.</param>
internal sealed record Caller(string Actor, string Via, string? RequestKey = null, string? RequestHash = null)
{
    /// <summary>Of the key that was shown; null for what needs none.</summary>
    public ClaimsPrincipal? User { get; init; }

    public bool MayWrite(string? source) => User?.MayWrite(source) != false;
}
