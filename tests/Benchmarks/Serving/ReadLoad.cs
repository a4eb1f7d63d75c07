using Syndication.Benchmarks.Figures;

namespace Syndication.Benchmarks.Serving;

/// <summary>What a load of GETs came to.</summary>
/// <param name="NotModified">Answered 304.</param>
/// <param name="Octets">Of bodies.</param>
internal sealed record ReadLoad(Load All, int NotModified, long Octets);
