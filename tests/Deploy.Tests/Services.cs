namespace Syndication.Deploy.Tests;

/// <summary>What there is to deploy.</summary>
internal static class Services
{
    /// <summary>Everything under services/ that is a program.</summary>
    public static IReadOnlyList<string> Programs { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "services"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Those that run beside each other: all but the one that is all of them.</summary>
    public static IReadOnlyList<string> Split { get; } = [.. Programs.Where(program => program != "Standalone")];

    /// <summary>Their names in Compose and Kubernetes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Split.Select(service => service.ToLowerInvariant())];
}
