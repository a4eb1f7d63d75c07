namespace Syndication.Contracts;

/// <summary>What flows back: a finished translation, which Ingestion logs as <see cref="ReleaseTranslated"/>.</summary>
/// <param name="Text">The translation, with <see cref="Release.SourceVersion"/> and <see cref="Release.Revision"/> set.</param>
/// <param name="Significance">What the revision means to those who have the one before.</param>
/// <param name="Note">Required for a correction.</param>
public sealed record TranslationCompleted(
    Guid JobId,
    Release Text,
    Significance Significance = Significance.Initial,
    string? Note = null,
    string? Actor = null);
