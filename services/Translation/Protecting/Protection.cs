namespace Syndication.Translation.Protecting;

/// <summary>A stretch of a text that has to come out in a certain form, and why.</summary>
/// <param name="Target">What stands in the translation.</param>
/// <param name="Engine">What the engine is shown in its place.</param>
/// <param name="Accept">What may stand there as well.</param>
internal sealed record Protection(int Start, int Length, ProtectionKind Kind, string Target, string Engine, IReadOnlyList<string>? Accept = null)
{
    public int End => Start + Length;
}

/// <summary>Why a stretch is protected; the first of two that overlap wins, then the longer.</summary>
internal enum ProtectionKind { Address, Phone, Term, Name, Date, Number }
