using System.Text.Json.Serialization;

namespace Syndication.Contracts;

/// <summary>What a page is.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ReleaseKind>))]
public enum ReleaseKind { Other, Release, Statement, Reference, Unknown }

/// <summary>Who wrote this text.</summary>
[JsonConverter(typeof(TolerantEnumConverter<Origin>))]
public enum Origin { Other, Original, Human, Machine }

/// <summary>Where <see cref="Release.PublishedAt"/> was taken from.</summary>
[JsonConverter(typeof(TolerantEnumConverter<PublishedAtSource>))]
public enum PublishedAtSource { Other, Given, Metadata, Dateline, Unknown }

/// <summary>How much a change matters to those who have read the version before.</summary>
[JsonConverter(typeof(TolerantEnumConverter<Significance>))]
public enum Significance { Other, Initial, Minor, Correction, Rewrite, Republish, Retraction, Reinstatement }

/// <summary>How a release was taken back.</summary>
[JsonConverter(typeof(TolerantEnumConverter<RetractionKind>))]
public enum RetractionKind { Other, Withdrawal, Kill, Redirect }

/// <summary>Where a translation stands.</summary>
[JsonConverter(typeof(TolerantEnumConverter<TranslationState>))]
public enum TranslationState { Other, Current, Stale, Withdrawn }
