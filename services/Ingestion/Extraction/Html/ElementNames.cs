using System.Collections.Concurrent;
using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>What an element is for, as far as the words in its class and id tell.</summary>
internal enum Purpose
{
    Unknown,

    /// <summary>The text of an article: what content management systems call it.</summary>
    Body,

    /// <summary>Navigation, promotion, sharing, hidden things.</summary>
    Furniture,

    /// <summary>What readers wrote below it; never the page's own text, however long.</summary>
    Comments,

    /// <summary>The words of a picture or a film.</summary>
    Caption,

    /// <summary>Who wrote it and when.</summary>
    Byline,

    /// <summary>The sentence under a headline that sums the text up.</summary>
    Standfirst,
}

/// <summary>
/// Reads class names and ids word by word ("relatedPosts--wide" is "related", "posts", "wide"): web designers of all
/// countries call things by the same few English words.
/// </summary>
internal static class ElementNames
{
    private const int LongestName = 400;
    private const int MostKnown = 20_000;

    // What follows one of these says what a page has, not what the element is: "has-sidebar", "no-comments".
    private static readonly FrozenSet<string> Having = Set("has have with no not without is show hide hides on off js layout page");

    private static readonly FrozenSet<string> Furniture = Set(
        "nav navbar navigation menu menus submenu breadcrumb breadcrumbs sidebar footer footers cookie cookies consent gdpr share shares sharing sharebar sharer sharedaddy social socials addthis "
        + "related recommended recommendation recommendations recirc recirculation newsletter newsletters subscribe subscription subscriptions signup optin promo promos promotion promotional advert adverts advertisement advertising ad ads adsense adslot adunit dfp gpt "
        + "sponsored sponsor sponsors popup modal overlay lightbox toolbar pagination pager paging login paywall outbrain taboola trending popular tags taglist tagcloud masthead copyright "
        + "noprint donate donation rating ratings jumplink toc carousel slider slideshow banner upsell cta followus follow bio authorbio noscript tooltip disclaimer rss");

    private static readonly FrozenSet<string> FurniturePairs = Set(
        "sidebar side+bar sign+up opt+in skip+link skip+links most+read most+popular read+more read+next read+also readmore more+stories more+from more+news more+posts more+articles also+read also+like up+next next+article previous+article next+post prev+post previous+post post+navigation "
        + "screen+reader sr+only visually+hidden print+only is+hidden element+hidden tag+list tag+links tag+cloud widget+area author+bio about+author author+box author+info author+card post+author article+tools story+tools tool+bar meta+tags post+tags entry+footer post+footer article+footer site+header page+header global+header "
        + "call+to post+meta entry+meta read+time reading+time view+count mailing+list email+signup jump+link back+to hide+print no+print video+player media+player feedback+form site+footer pull+quote quote+pull");

    private static readonly string[] FurnitureStems =
    [
        "sharebutton", "sharelink", "sharetool", "socialshare", "socialmedia", "sociallink", "socialbutton", "relatedpost", "relatedarticle", "relatedstor", "relatednews", "relatedcontent", "relatedlink",
        "recommendedp", "recommendeda", "newslettersign", "breadcrumb", "outbrain", "taboola", "mostread", "mostpopular", "readmore", "authorbio", "aboutauthor", "adcontainer", "adwrapper", "advertis", "sponsor", "sidebar",
    ];

    private static readonly FrozenSet<string> Comments = Set("comment comments commentlist disqus respond discussion livefyre commenting reactions");

    private static readonly FrozenSet<string> Captions = Set("caption captions figcaption credit credits imagecaption imagecredit photocaption photocredit photographer gallery galleries imgcaption legend legende");

    private static readonly FrozenSet<string> Bylines = Set("byline bylines author authors timestamp datetime pubdate publishdate publishedat postdate postinfo contributor contributors kicker eyebrow overline datestamp postmetadata articlemeta postmeta entrymeta metadata");

    private static readonly FrozenSet<string> BylinePairs = Set("publish+date published+date post+date entry+date article+date pub+date date+published article+meta story+meta post+info article+info last+updated updated+at written+by posted+on posted+by news+date content+meta");

    private static readonly FrozenSet<string> Standfirsts = Set("subtitle subheadline subhead standfirst deck dek strapline tagline subheading subtitulo soustitre preamble ingress chapo chapeau entradilla vorspann");

    private static readonly FrozenSet<string> BodyPairs = Set(
        "article+body article+text article+content article+copy story+body story+content story+text entry+content post+content post+body post+text post+entry body+content content+body body+copy body+text news+body news+content news+text main+content single+content page+content text+content article+main field+body node+body release+body press+release");

    private static readonly FrozenSet<string> Bodies = Set("articlebody articletext articlecontent storybody storytext entrycontent postcontent postbody bodytext bodycopy newstext newsbody maincontent hentry storycontent");

    // Pages are many, the names on them few.
    private static readonly ConcurrentDictionary<string, Purpose> Known = new(StringComparer.Ordinal);

    public static Purpose Of(IElement element)
    {
        var classes = element.ClassName;
        var id = element.Id;
        if (classes is null && id is null)
        {
            return Purpose.Unknown;
        }

        var name = id is null ? classes! : classes is null ? id : $"{classes} {id}";
        if (name.Length is < 2 or > LongestName)
        {
            return Purpose.Unknown;
        }

        if (Known.TryGetValue(name, out var purpose))
        {
            return purpose;
        }

        purpose = Read(name);
        if (Known.Count < MostKnown)
        {
            Known[name] = purpose;
        }

        return purpose;
    }

    private static Purpose Read(string name)
    {
        var found = Purpose.Unknown;
        var isBody = false;
        foreach (var part in name.Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries))
        {
            // What a text is filed under says nothing of the element: WordPress puts it on the article itself.
            if (part.StartsWith("tag-", StringComparison.Ordinal) || part.StartsWith("category-", StringComparison.Ordinal))
            {
                continue;
            }

            // "hidden lg:block" is hidden on small screens only.
            if (part is "hidden" or "invisible" && !name.Contains(':'))
            {
                return Purpose.Furniture;
            }

            var own = Purpose.Unknown;
            var words = Words(part);
            for (var i = 0; i < words.Count; i++)
            {
                var pair = i + 1 < words.Count ? $"{words[i]}+{words[i + 1]}" : "";
                var purpose = Of(words[i], pair);
                var isHad = i > 0 && Having.Contains(words[i - 1]) && purpose != Purpose.Caption;
                own = isHad ? own : Stronger(own, purpose);
            }

            if (own == Purpose.Body)
            {
                isBody = true;
            }

            found = Stronger(found, own);
        }

        return isBody && found != Purpose.Comments ? Purpose.Body : found;
    }

    // An element that names both its text and something else is told by the other: "article-body-ad"; "article-body has-ads" is the text.
    private static Purpose Stronger(Purpose one, Purpose other) => Strength(other) > Strength(one) ? other : one;

    private static int Strength(Purpose purpose) => purpose switch
    {
        Purpose.Comments => 6,
        Purpose.Caption => 5,
        Purpose.Furniture => 4,
        Purpose.Byline => 3,
        Purpose.Standfirst => 2,
        Purpose.Body => 1,
        _ => 0,
    };

    private static Purpose Of(string word, string pair)
    {
        if (Comments.Contains(word))
        {
            return Purpose.Comments;
        }

        if (Captions.Contains(word))
        {
            return Purpose.Caption;
        }

        if (Furniture.Contains(word) || FurniturePairs.Contains(pair) || (word.Length > 6 && FurnitureStems.Any(stem => word.StartsWith(stem, StringComparison.Ordinal))))
        {
            return Purpose.Furniture;
        }

        if (Bylines.Contains(word) || BylinePairs.Contains(pair))
        {
            return Purpose.Byline;
        }

        return Standfirsts.Contains(word) ? Purpose.Standfirst : Bodies.Contains(word) || BodyPairs.Contains(pair) ? Purpose.Body : Purpose.Unknown;
    }

    /// <summary>
    /// Cut at everything that is no letter, and where a capital starts a word. Letters between digits are no words but
    /// the hashes that build tools put into names: "sc-f98b1ad2-0" names no "ad".
    /// </summary>
    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var isLetter = i < name.Length && char.IsAsciiLetter(name[i]);
            var isHump = isLetter && i > 0 && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]);
            if (start >= 0 && (!isLetter || isHump))
            {
                if (!IsHash(name, start, i))
                {
                    words.Add(name[start..i].ToLowerInvariant());
                }

                start = -1;
            }

            if (isLetter && start < 0)
            {
                start = i;
            }
        }

        return words;
    }

    private static bool IsHash(string name, int start, int end)
    {
        var after = end;
        while (after < name.Length && char.IsAsciiDigit(name[after]))
        {
            after++;
        }

        return (start > 0 && char.IsAsciiDigit(name[start - 1])) || (after > end && after < name.Length && char.IsAsciiLetter(name[after]));
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
