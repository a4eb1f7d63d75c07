using System.Text;

namespace Syndication.Mail.Mime;

/// <summary>
/// Text with slots: places where each recipient's copy has something of its own, such as the token of a link. All else is
/// written and encoded once, however many recipients there are.
/// </summary>
public sealed class SlottedText
{
    private readonly List<(string Before, int Slot)> _slots = [];
    private readonly StringBuilder _text = new();

    /// <summary>Text before a slot each; the slot's number.</summary>
    public IReadOnlyList<(string Before, int Slot)> Slots => _slots;

    /// <summary>What follows the last slot.</summary>
    public string Rest => _text.ToString();

    public SlottedText Append(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <param name="number">Which of the values that a recipient brings stands here; one may stand in several places.</param>
    public SlottedText AppendSlot(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        _slots.Add((_text.ToString(), number));
        _text.Clear();
        return this;
    }

    /// <summary>Throws where a value could not stand in a slot.</summary>
    /// <exception cref="ArgumentException">A slot takes 1 to 70 letters, digits, hyphens, dots and underscores.</exception>
    public static string Checked(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is > 0 and <= 70 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? value
            : throw new ArgumentException("A slot takes 1 to 70 letters, digits, hyphens, dots and underscores.", nameof(value));
    }
}
