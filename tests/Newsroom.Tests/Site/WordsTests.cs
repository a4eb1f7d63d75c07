using Syndication.Newsroom.Desk.Texts;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Tests.Site;

public sealed class WordsTests
{
    [Fact]
    public void French_breaks_no_line_before_its_marks()
    {
        Assert.NotEmpty(Texts(French.Words));
        Assert.All(Texts(French.Words).Concat(Texts(FrenchDesk.Text)), text => Assert.DoesNotMatch(" [:;?!»]|« ", text));
    }

    private static IEnumerable<string> Texts(object words) => words.GetType().GetProperties()
        .Where(property => property.GetMethod!.IsPublic && !property.GetMethod.IsStatic)
        .Select(property => property.GetValue(words))
        .SelectMany(value => value switch
        {
            string text => [text],
            string[] texts => texts,
            { } part when part.GetType().Namespace!.StartsWith("Syndication.Newsroom", StringComparison.Ordinal) => Texts(part),
            _ => [],
        });
}
