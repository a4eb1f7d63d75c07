using System.Security.Cryptography;
using System.Text;
using Syndication.Storage;
using Syndication.Translation.Engines;

namespace Syndication.Translation.Memory;

/// <summary>A sentence that was translated once.</summary>
internal sealed record MemorySegment
{
    public static CollectionDefinition<MemorySegment> Collection { get; } =
        new CollectionDefinition<MemorySegment>("memory", segment => segment.Id)
            .Index("pair", segment => segment.Pair);

    /// <summary>Hash of text with marks, pair, engine and glossary version.</summary>
    public required string Id { get; init; }

    /// <summary>"fr-es".</summary>
    public required string Pair { get; init; }

    /// <summary>The engine, or <see cref="Imported"/>.</summary>
    public required string Engine { get; init; }

    public required string Source { get; init; }

    /// <summary>What the engine gave, marks and all.</summary>
    public required IReadOnlyList<StoredPiece> Target { get; init; }

    /// <summary>It passed its checks on the second attempt only: what was protected was hidden from the engine.</summary>
    public bool IsOpaque { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The "engine" of what came from a TMX file: people's translations, of plain sentences.</summary>
    public const string Imported = "tmx";

    public MarkedText Text => new([.. Target.Select(piece => new Piece(piece.Text, piece.Mark))]);

    public string PlainTarget => string.Concat(Target.Select(piece => piece.Text));

    public static string IdOf(string text, LanguagePair pair, string engine, string glossary) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pair}\n{engine}\n{glossary}\n{text}")).AsSpan(0, 20));

    /// <summary>The id of an imported sentence: it holds whatever the glossary says.</summary>
    public static string IdOfImported(string text, LanguagePair pair) => IdOf(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), pair, Imported, "");
}

/// <summary>A piece of marked text, as it is stored.</summary>
internal sealed record StoredPiece(string Text, int Mark = 0);
