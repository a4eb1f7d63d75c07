namespace Syndication.Translation;

/// <summary>What is translated into what, by whom, and how much may go wrong.</summary>
internal sealed class TranslationOptions
{
    public const string Section = "Translation";

    /// <summary>Policy by target language: "off", "hold" or "auto"; a language that is not here has <see cref="Policy"/>.</summary>
    public Dictionary<string, string> Policies { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The policy of every configured language that has none of its own.</summary>
    public string Policy { get; set; } = "hold";

    /// <summary>Engines in order of preference. None given: the apertium program, where it is installed.</summary>
    public List<EngineOptions> Engines { get; set; } = [];

    /// <summary>Translations that are made at the same time.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How long one translation may take before it is put off.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest pause before something that failed is tried again; pauses start at <see cref="FirstRetry"/> and double.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(30);

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A translation with a larger share of segments that failed their checks is held, whatever the policy.</summary>
    public double MaxFailedShare { get; set; } = 0.2;

    /// <summary>A JSON file with more glossary entries, in the form of the one that ships.</summary>
    public string? GlossaryFile { get; set; }

    public TranslationPolicy PolicyOf(string language) => Parse(Policies.GetValueOrDefault(language, Policy)) ?? TranslationPolicy.Hold;

    /// <summary>What is wrong with these options; empty where nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (language, policy) in Policies.Append(new(" default", Policy)).Where(policy => Parse(policy.Value) is null))
        {
            yield return $"Translation__Policies__{language.Trim()} is \"{policy}\"; it can be off, hold or auto.";
        }

        for (var i = 0; i < Engines.Count; i++)
        {
            if (Engines[i].Fault is { } fault)
            {
                yield return $"Translation__Engines__{i}: {fault}";
            }
        }

        if (Concurrency is < 1 or > 64)
        {
            yield return "Translation__Concurrency is a number from 1 to 64.";
        }

        if (MaxFailedShare is not (>= 0 and <= 1))
        {
            yield return "Translation__MaxFailedShare is a share from 0 to 1.";
        }

        if (Deadline <= TimeSpan.Zero || FirstRetry <= TimeSpan.Zero || LongestRetry < FirstRetry)
        {
            yield return "Translation__Deadline, __FirstRetry and __LongestRetry have to be longer than nothing, the longest not below the first.";
        }
    }

    private static TranslationPolicy? Parse(string policy) => policy.ToLowerInvariant() switch
    {
        "off" => TranslationPolicy.Off,
        "hold" => TranslationPolicy.Hold,
        "auto" => TranslationPolicy.Auto,
        _ => null,
    };
}

/// <summary>What happens to a translation once it is made.</summary>
internal enum TranslationPolicy
{
    /// <summary>None is made.</summary>
    Off,

    /// <summary>It waits for a person.</summary>
    Hold,

    /// <summary>It goes out if its checks pass.</summary>
    Auto,
}
