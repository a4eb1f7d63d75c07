using Syndication.Hosting;
using Syndication.Newsroom;

await ServiceHost.Build(args, new NewsroomModule()).RunAsync();
