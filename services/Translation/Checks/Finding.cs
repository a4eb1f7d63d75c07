using System.Text.Json.Serialization;
using Syndication.Contracts;

namespace Syndication.Translation.Checks;

/// <summary>Something that a translated sentence should have and has not, or has and should not.</summary>
/// <param name="Detail">For a person at the desk, in English.</param>
internal sealed record Finding(FindingKind Kind, string Detail);

/// <summary>What was found.</summary>
[JsonConverter(typeof(TolerantEnumConverter<FindingKind>))]
internal enum FindingKind { Other, Empty, Number, Date, Unit, Link, Address, Name, Term, Style, EngineMark, Language }
