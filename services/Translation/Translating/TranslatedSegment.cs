using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Translation.Checks;

namespace Syndication.Translation.Translating;

/// <summary>A sentence, its translation, and what the checks found.</summary>
/// <param name="Target">The source itself where <paramref name="From"/> is <see cref="SegmentOrigin.Left"/>.</param>
internal sealed record TranslatedSegment(
    IReadOnlyList<Run> Source,
    IReadOnlyList<Run> Target,
    SegmentOrigin From,
    IReadOnlyList<Finding> Findings);

/// <summary>Where the translation of a sentence comes from.</summary>
[JsonConverter(typeof(TolerantEnumConverter<SegmentOrigin>))]
internal enum SegmentOrigin
{
    Other,

    /// <summary>The engine was asked for it.</summary>
    Engine,

    /// <summary>It was translated before.</summary>
    Memory,

    /// <summary>A person's, from a file or the desk.</summary>
    Person,

    /// <summary>Nothing in it is words.</summary>
    Copied,

    /// <summary>It failed twice and stands in the original's language.</summary>
    Left,
}
