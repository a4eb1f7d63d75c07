using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Finds the contact section of a release and leaves the rest.</summary>
internal static class ContactReader
{
    /// <summary>Blocks, or lines of a dump, that a contact section may have.</summary>
    public const int LongestSection = 16;

    private const int LongestLine = 400;

    public static (IReadOnlyList<Contact> Contacts, IReadOnlyList<Block> Left) Read(IReadOnlyList<Block> blocks)
    {
        var contacts = new List<Contact>();
        var rest = new List<Block>();
        for (var i = 0; i < blocks.Count;)
        {
            var end = SectionEnd(blocks, i);
            if (end > i)
            {
                var lines = blocks.Skip(i).Take(end - i).SelectMany(block => BlockText.Render(block).Split('\n'));
                contacts.AddRange(ContactParser.Parse([.. lines]));
                i = end;
            }
            else
            {
                rest.Add(blocks[i]);
                i++;
            }
        }

        return (contacts, rest);
    }

    /// <summary>A lead-in, an e-mail address, a labelled telephone number or such a label alone.</summary>
    public static bool IsContactLine(string line) =>
        line.Length <= LongestLine && (IsLeadIn(line) || HasAddress(line) || ContactParser.IsBareLabel(line));

    public static bool IsLeadIn(string text) => ContactLeadIn.IsLeadIn(text);

    /// <summary>The index after the section that starts here, or this one where none does.</summary>
    private static int SectionEnd(IReadOnlyList<Block> blocks, int start)
    {
        var first = BlockText.Render(blocks[start]);
        var isLeadIn = IsLeadIn(first);
        if (!isLeadIn && !(start * 2 >= blocks.Count && IsEntry(first)))
        {
            return start;
        }

        var end = HasAddress(first) ? start + 1 : start;
        for (var i = start + 1; i < Math.Min(blocks.Count, start + LongestSection); i++)
        {
            var text = BlockText.Render(blocks[i]);
            var hasAddress = text.Length <= LongestLine * 2 && HasAddress(text);
            if (hasAddress || IsLeadIn(text))
            {
                end = hasAddress ? i + 1 : end;
            }
            else if (!LineShape.IsLabel(text) && !ContactParser.IsBareLabel(text))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>A person's line without a lead-in: short, with an address, and no sentence.</summary>
    private static bool IsEntry(string text) =>
        text.Length <= 200 && ContactParser.HasEmail(text) && (ContactParser.HasLabelledPhone(text) || text.Contains(',')) && !LineShape.EndsSentence(text)
        && text.Split('\n').All(line => LineShape.Words(line) <= 20);

    private static bool HasAddress(string text) => ContactParser.HasEmail(text) || ContactParser.HasLabelledPhone(text);
}
