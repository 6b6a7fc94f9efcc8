# The program alone; the database is a container of its own (docker-compose.yml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/TraumaCapacity.Model/*.csproj src/TraumaCapacity.Model/packages.lock.json src/TraumaCapacity.Model/
COPY src/TraumaCapacity.Application/*.csproj src/TraumaCapacity.Application/packages.lock.json src/TraumaCapacity.Application/
COPY src/TraumaCapacity.LocalPostgres/*.csproj src/TraumaCapacity.LocalPostgres/packages.lock.json src/TraumaCapacity.LocalPostgres/
COPY src/TraumaCapacity.Web/*.csproj src/TraumaCapacity.Web/*.targets src/TraumaCapacity.Web/packages.lock.json src/TraumaCapacity.Web/
RUN dotnet restore src/TraumaCapacity.Web --locked-mode
COPY src src
RUN dotnet publish src/TraumaCapacity.Web --no-restore -c Release -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
RUN mkdir /data && chown "$APP_UID" /data
COPY --from=build /published .
# Keys and logs; the image's own ordinary user may write here and nowhere else.
VOLUME /data
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:8080 Data__Folder=/data
EXPOSE 8080
ENTRYPOINT ["dotnet", "TraumaCapacity.Web.dll"]
