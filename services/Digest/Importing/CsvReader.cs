using System.Text;

namespace Syndication.Digest.Importing;

/// <summary>
/// Reads tables as RFC 4180 has them and as spreadsheets write them: fields between commas, or semicolons where the first
/// line has more of those; quoted ones may hold either, line breaks and doubled quotes.
/// </summary>
internal static class CsvReader
{
    /// <summary>Every line that is not empty, with its number in the file, from 1.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(string text)
    {
        var head = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length);
        var separator = head.Count(';') > head.Count(',') ? ';' : ',';
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, first, isQuoted) = (1, 1, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            line += c == '\n' && i < text.Length ? 1 : 0;
            if (isQuoted && i < text.Length)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(c);
                    i++;
                }
                else if (c == '"')
                {
                    isQuoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator || c == '\n')
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
                if (c == '\n')
                {
                    if (fields.Exists(one => one.Length > 0))
                    {
                        yield return (first, fields);
                    }

                    (fields, first, isQuoted) = ([], line, false);
                }
            }
            else
            {
                field.Append(c);
            }
        }
    }
}
