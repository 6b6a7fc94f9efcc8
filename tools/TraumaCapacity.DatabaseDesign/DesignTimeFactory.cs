using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using TraumaCapacity.Application.Data;

namespace TraumaCapacity.DatabaseDesign;

internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<TraumaDbContext>
{
    public TraumaDbContext CreateDbContext(string[] args) =>
        new(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), dataSource: null).Options);

    // dotnet-ef starts this project only to find the factory.
    private static void Main()
    {
    }
}
