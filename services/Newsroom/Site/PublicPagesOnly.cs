using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Syndication.Newsroom.Site;

/// <summary>Where the office shows its releases on its own site alone, there are no public pages here.</summary>
internal sealed class PublicPagesOnly(IOptions<NewsroomOptions> options) : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!options.Value.PublicPages)
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing was opened.
    }
}
