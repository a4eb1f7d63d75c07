using Syndication.Translation.Numerals;

namespace Syndication.Translation.Tests.Text;

public sealed class FigureTests
{
    [Theory]
    [InlineData("fr", "98 % des 680 000 personnes", "98 680000")]
    [InlineData("en", "98% of the 680,000 people", "98 680000")]
    [InlineData("es", "el 98 % de las 680.000 personas", "98 680000")]
    [InlineData("fr", "En 2024 120 navires", "2024 120")]
    [InlineData("fr", "En 2024 680 000 personnes", "2024 680000")]
    [InlineData("fr", "1\u00A0234 567,8 tonnes", "1234567.8")]
    [InlineData("es", "12.345.678,9 toneladas", "12345678.9")]
    [InlineData("en", "1,234.56 and 0.125", "1234.56 0.125")]
    [InlineData("fr", "10’000’000 de francs", "10000000")]
    [InlineData("fr", "les articles 1,2,3 et 1,5", "1 2 3 1.5")]
    [InlineData("fr", "le 12.05.2024", "12 5 2024")]
    [InlineData("en", "version 2.345.678.1", "2 345 678 1")]
    [InlineData("fr", "le 22 717 91 11", "22 717 91 11")]
    [InlineData("fr", "1,5 million d’euros", "1500000")]
    [InlineData("en", "1.5 million euros", "1500000")]
    [InlineData("es", "3 mil millones y 2 millardos", "3000000000 2000000000")]
    [InlineData("en", "2.3bn and 40m", "2300000000 40000000")]
    [InlineData("fr", "quatre-vingt-dix-sept familles", "97")]
    [InlineData("fr", "soixante et onze bateaux, deux cents agents", "71 200")]
    [InlineData("fr", "trois mille deux cent quinze", "3215")]
    [InlineData("en", "two hundred and fifteen thousand, twenty-one", "215000 21")]
    [InlineData("es", "treinta y cinco mil doscientos", "35200")]
    [InlineData("es", "ciento veintitrés", "123")]
    public void Numbers_are_read_by_their_value(string language, string text, string values) =>
        Assert.Equal(values, string.Join(' ', NumberReader.Read(text, language).Where(number => number.IsSure).Select(number => number.Values[0].ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("fr", "un bac et une rive")]
    [InlineData("fr", "un bac neuf")]
    [InlineData("en", "one of them")]
    public void Words_that_often_are_no_number_need_not_survive(string language, string text) =>
        Assert.DoesNotContain(NumberReader.Read(text, language), number => number.IsSure);

    [Theory]
    [InlineData("680 000", "fr", "en", "680,000")]
    [InlineData("680,000", "en", "es", "680.000")]
    [InlineData("1,5", "fr", "en", "1.5")]
    [InlineData("12.345.678,9", "es", "en", "12,345,678.9")]
    [InlineData("2018", "fr", "en", "2018")]
    [InlineData("1.5", "fr", "es", "1,5")]
    public void Digits_are_set_as_the_other_language_sets_them(string digits, string from, string to, string expected) =>
        Assert.Equal(expected, NumberText.Rewrite(digits, from, to));

    [Theory]
    [InlineData("le 8 mai 2018", 2018, 5, 8)]
    [InlineData("on May 8, 2018", 2018, 5, 8)]
    [InlineData("el 8 de mayo de 2018", 2018, 5, 8)]
    [InlineData("le 1er août", 0, 8, 1)]
    [InlineData("en mai 2018", 2018, 5, 0)]
    public void Dates_are_read_by_their_day(string text, int year, int month, int day)
    {
        var date = Assert.Single(DateReader.Read(text));

        Assert.Equal((year, month, day), (date.Year ?? 0, date.Month, date.Day ?? 0));
    }

    [Fact]
    public void A_month_alone_may_be_another_word() => Assert.Empty(DateReader.Read("It may rain, and mars is red."));
}
