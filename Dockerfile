# The gateway as a container: built from source in one stage, run without root and without a shell of ours in the next.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# Restored first and by lock file, so that a change of code does not fetch the packages again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Federation.Policy/*.csproj src/Federation.Policy/packages.lock.json src/Federation.Policy/
COPY src/Federation.Saml/*.csproj src/Federation.Saml/packages.lock.json src/Federation.Saml/
COPY src/Federation.Wire/*.csproj src/Federation.Wire/packages.lock.json src/Federation.Wire/
COPY src/Federation.Model/*.csproj src/Federation.Model/packages.lock.json src/Federation.Model/
COPY src/Federation.Services/*.csproj src/Federation.Services/packages.lock.json src/Federation.Services/
COPY src/Federation.Storage/*.csproj src/Federation.Storage/packages.lock.json src/Federation.Storage/
COPY src/Federation.Gateway/*.csproj src/Federation.Gateway/packages.lock.json src/Federation.Gateway/
RUN dotnet restore src/Federation.Gateway --locked-mode

COPY src/ src/
RUN dotnet publish src/Federation.Gateway --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# The data directory of the embedded default (SQLite, generated keys); with SQL Server nothing is kept in it.
RUN mkdir /data && chown "$APP_UID" /data && chmod 0700 /data
VOLUME /data
ENV Federation__DataDirectory=/data \
    DOTNET_EnableDiagnostics=0

# TLS for everybody else, plain http for the health check inside the container only.
ENV ASPNETCORE_URLS="https://+:8443;http://127.0.0.1:8080"
EXPOSE 8443

USER $APP_UID
ENTRYPOINT ["dotnet", "Federation.Gateway.dll"]
