namespace Syndication.Translation;

/// <summary>From one language into another; tags of BCP 47 as releases carry them.</summary>
internal readonly record struct LanguagePair(string Source, string Target)
{
    /// <summary>"fr-es".</summary>
    public override string ToString() => $"{Source}-{Target}";
}
