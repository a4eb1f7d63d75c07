namespace Syndication.Benchmarks;

/// <summary>The system did not do what is being measured: there is no figure.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
