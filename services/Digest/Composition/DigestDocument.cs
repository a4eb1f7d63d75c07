using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Storage;

namespace Syndication.Digest.Composition;

/// <summary>
/// What a mail says, whoever gets it: which releases in which version and language, and what changed in those that were sent
/// before. Its id is the hash of that, so that the same is one document, rendered once. Together with the rows that name it,
/// it is the ledger of who got which version.
/// </summary>
internal sealed record DigestDocument
{
    public static CollectionDefinition<DigestDocument> Collection { get; } =
        new CollectionDefinition<DigestDocument>("digests", digest => digest.Id).Index("release", digest => digest.Releases);

    public required string Id { get; init; }

    /// <summary>Of our own words.</summary>
    public required string Language { get; init; }

    public IReadOnlyList<DigestItem> Items { get; init; } = [];

    /// <summary>How many more there were than a mail shows.</summary>
    public int More { get; init; }

    /// <summary>Changes of what the reader has; they come first.</summary>
    public IReadOnlyList<DigestChange> Changes { get; init; } = [];

    /// <summary>Every release that is in it, once.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    [JsonIgnore]
    public bool IsEmpty => Items.Count == 0 && Changes.Count == 0;

    public static DigestDocument Of(string language, IReadOnlyList<DigestItem> items, int more, IReadOnlyList<DigestChange> changes)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new { language, items, more, changes }, SyndicationJson.Options);
        return new DigestDocument
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16)),
            Language = language,
            Items = items,
            More = more,
            Changes = changes,
            Releases = [.. items.Select(item => item.Release).Concat(changes.Select(change => change.Release)).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>What the reader knows of a release after this; null where it is not in it.</summary>
    public Told? ToldOf(string release) =>
        Changes.FirstOrDefault(change => change.Release == release)?.Now ?? Items.FirstOrDefault(item => item.Release == release)?.Told;
}

/// <summary>A release that the reader had not been sent.</summary>
internal sealed record DigestItem(string Release, Told Told);

/// <summary>A change of a release that the reader had been sent.</summary>
/// <param name="Had">What the reader knew.</param>
/// <param name="Now">What the reader is told.</param>
internal sealed record DigestChange(string Release, ChangeKind Kind, Told Had, Told Now);

/// <summary>What somebody was told of a release.</summary>
/// <param name="Language">In which the release was read.</param>
/// <param name="Version">Of the release; for a translation, of what it renders.</param>
/// <param name="Revision">Of a translation; 0 for the original.</param>
/// <param name="Retraction">Where it was told that the release was taken back; null where not.</param>
/// <param name="IsTranslationWithdrawn">It was told that the translation was taken back, and that the original stands.</param>
internal sealed record Told(
    string Language,
    int Version,
    int Revision = 0,
    RetractionKind? Retraction = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsTranslationWithdrawn = false)
{
    /// <summary>
    /// The later of two: versions first, then revisions. A translation that is taken back, or brought again, changes neither:
    /// then the second, which a later mail told.
    /// </summary>
    public static Told Later(Told one, Told other) => (one.Version, one.Revision).CompareTo((other.Version, other.Revision)) > 0 ? one : other;
}

/// <summary>What happened to a release that readers have.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ChangeKind>))]
internal enum ChangeKind
{
    Other,

    /// <summary>Corrected, or rewritten.</summary>
    Correction,

    /// <summary>No longer taken back.</summary>
    Reinstatement,

    /// <summary>Withdrawn, killed, replaced; or its translation was withdrawn.</summary>
    Withdrawal,
}
