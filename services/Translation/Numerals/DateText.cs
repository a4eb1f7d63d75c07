namespace Syndication.Translation.Numerals;

/// <summary>Dates as a language writes them.</summary>
internal static class DateText
{
    private static readonly string[] French = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
    private static readonly string[] English = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <summary>Null for a language whose months are not known here.</summary>
    public static string? Write(DateInText date, string language)
    {
        var (months, of) = language.Split('-')[0] switch
        {
            "fr" => (French, " "),
            "en" => (English, " "),
            "es" => (Spanish, " de "),
            _ => ([], ""),
        };
        if (months.Length == 0)
        {
            return null;
        }

        var day = date.Day is 1 && months == French ? "1er" : date.Day?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Join(of, new[] { day, months[date.Month - 1], date.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) }.OfType<string>());
    }
}
