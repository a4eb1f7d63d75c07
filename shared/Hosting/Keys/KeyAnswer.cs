namespace Syndication.Hosting.Keys;

/// <summary>What became of the question whose key this is.</summary>
/// <param name="Holder">Where the key is valid.</param>
public readonly record struct KeyAnswer(KeyVerdict Verdict, KeyHolder? Holder = null);

public enum KeyVerdict
{
    Valid,

    /// <summary>Unknown, expired or revoked.</summary>
    Refused,

    /// <summary>Somebody at this address tries keys.</summary>
    TooMany,

    /// <summary>Newsroom does not answer, and what it last said is too long ago.</summary>
    Unavailable,
}
