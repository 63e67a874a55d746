#include "services/gateway/config.h"

#include "services/gateway/ingress/network.h"
#include "services/gateway/store/routes.h"
#include "services/signing/scheme.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <unistd.h>

namespace gatehouse::gateway {

namespace {

constexpr std::string_view secretsPrefix = "PROVIDER_SECRETS_";

struct ConfigText
{
    Q_DECLARE_TR_FUNCTIONS(ConfigText)
};

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view unquoted(std::string_view text)
{
    const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'')
        && text.back() == text.front();
    return quoted ? text.substr(1, text.size() - 2) : text;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

/// One `KEY=VALUE` line into the map; false when it is not one.
bool readLine(std::string_view line, Environment &environment)
{
    constexpr std::string_view exportWord = "export ";
    line = trimmed(line);
    if (line.empty() || line.front() == '#')
        return true;
    if (line.starts_with(exportWord))
        line = trimmed(line.substr(exportWord.size()));
    const std::size_t equals = line.find('=');
    const std::string_view name = trimmed(line.substr(0, equals));
    if (equals == std::string_view::npos || name.empty()
        || name.find_first_of(" \t\"'") != std::string_view::npos)
        return false;
    environment[std::string(name)] = unquoted(trimmed(line.substr(equals + 1)));
    return true;
}

/// `tenant:secret,tenant:secret`, split at the first colon of each.
Result<std::vector<TenantSecret>> parseSecrets(const std::string &variable, std::string_view text)
{
    std::vector<TenantSecret> secrets;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view entry = trimmed(text.substr(0, comma));
        const std::size_t colon = entry.find(':');
        if (colon == std::string_view::npos || colon == 0 || colon + 1 == entry.size()) {
            return failure(ErrorKind::Invalid,
                           ConfigText::tr("%1: entry %2 is not of the form tenant:secret.")
                               .arg(QString::fromStdString(variable))
                               .arg(secrets.size() + 1));
        }
        secrets.push_back(
            {std::string(entry.substr(0, colon)), std::string(entry.substr(colon + 1))});
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return secrets;
}

/// A slip in the variable's name would leave a source without its secrets.
Error unknownSource(const std::string &variable)
{
    QStringList known;
    for (const auto &scheme : signing::makeSchemes())
        known += QString::fromStdString(std::string(scheme->source())).toUpper();
    return {ErrorKind::Invalid,
            ConfigText::tr("%1 names no source that is known. Behind PROVIDER_SECRETS_ stands one "
                           "of: %2.")
                .arg(QString::fromStdString(variable), known.join(u", ")),
            {},
            {}};
}

Result<> checkSecrets(const std::string &variable, const std::string &source,
                      const std::vector<TenantSecret> &secrets)
{
    const auto schemes = signing::makeSchemes();
    const auto scheme = std::find_if(schemes.begin(), schemes.end(),
                                     [&](const auto &known) { return known->source() == source; });
    if (scheme == schemes.end())
        return failure(unknownSource(variable));
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        if (!(*scheme)->takesSecret(secrets[i].secret)) {
            return failure(ErrorKind::Invalid,
                           ConfigText::tr("%1: the secret of entry %2 is not padded base64, with "
                                          "or without whsec_ in front.")
                               .arg(QString::fromStdString(variable))
                               .arg(i + 1));
        }
    }
    return {};
}

Result<> readSecrets(const Environment &environment, GatewayConfig &config)
{
    for (const auto &[name, value] : environment) {
        if (!name.starts_with(secretsPrefix))
            continue;
        auto secrets = parseSecrets(name, value);
        if (!secrets)
            return failure(secrets.error());
        const std::string source = lowerCase(name.substr(secretsPrefix.size()));
        if (auto checked = checkSecrets(name, source, *secrets); !checked)
            return checked;
        config.providerSecrets[source] = std::move(*secrets);
    }
    return {};
}

Result<> checkUrl(const std::string &variable, const std::string &url)
{
    if (url.empty() || url.starts_with("http://") || url.starts_with("https://"))
        return {};
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 must start with http:// or https://.")
                       .arg(QString::fromStdString(variable)));
}

/// A header value must not hold line ends, or a secret could add headers of its own.
Result<> checkOneLine(const std::string &variable, const std::string &value)
{
    if (value.find_first_of("\r\n") == std::string::npos)
        return {};
    return failure(
        ErrorKind::Invalid,
        ConfigText::tr("%1 must be a single line.").arg(QString::fromStdString(variable)));
}

Result<> readRateLimit(const std::string &text, int &limit)
{
    constexpr int highest = 1000000;
    const std::string_view digits = trimmed(text);
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), limit);
    if (digits.empty()
        || (problem == std::errc{} && end == digits.data() + digits.size() && limit >= 0
            && limit <= highest))
        return {};
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 must be a whole number of requests a minute, at most %2; 0 "
                                  "is no limit.")
                       .arg(QStringLiteral("GATEHOUSE_RATE_LIMIT"))
                       .arg(highest));
}

Result<> readNetworks(std::string_view text, std::vector<std::string> &networks)
{
    while (!trimmed(text).empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view entry = trimmed(text.substr(0, comma));
        if (!Network::parse(entry)) {
            return failure(ErrorKind::Invalid,
                           ConfigText::tr("%1: entry %2 is not a network. Write it like "
                                          "10.0.0.0/8, fd00::/8 or 192.0.2.1, with no bits "
                                          "set behind the prefix.")
                               .arg(QStringLiteral("GATEHOUSE_TRUSTED_PROXIES"))
                               .arg(networks.size() + 1));
        }
        networks.emplace_back(entry);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return {};
}

/// The value of a variable; empty when it is not set.
std::string valueOf(const Environment &environment, const std::string &name)
{
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
}

constexpr const char *jwtKey = "WORDPRESS_JWT_PUBLIC_KEY";
constexpr const char *jwtAlgorithm = "WORDPRESS_JWT_ALG";
constexpr const char *jwtPrivateKey = "WORDPRESS_JWT_PRIVATE_KEY";

/// All four or none: half a configuration would leave the source open, or shut. The private half
/// is of no use without them.
Result<bool> isJwtSet(const Environment &environment)
{
    std::string set = valueOf(environment, jwtPrivateKey).empty() ? "" : jwtPrivateKey;
    std::string missing;
    for (const char *name :
         {jwtKey, jwtAlgorithm, "WORDPRESS_JWT_ISSUER", "WORDPRESS_JWT_AUDIENCE"}) {
        std::string &first = valueOf(environment, name).empty() ? missing : set;
        if (first.empty())
            first = name;
    }
    if (set.empty() || missing.empty())
        return !set.empty();
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 is set, but %2 is not. Set all four WORDPRESS_JWT variables, "
                                  "or none.")
                       .arg(QString::fromStdString(set), QString::fromStdString(missing)));
}

/// A PEM as it is, or with \n for its line ends as files of variables need it; else a file of one.
Result<std::string> readPem(const char *name, const std::string &value)
{
    constexpr std::streamsize largestFile = 16384;
    constexpr std::string_view lineEnd = "\\n";
    if (value.find("-----BEGIN") != std::string::npos) {
        std::string pem = value;
        for (std::size_t at = 0; (at = pem.find(lineEnd, at)) != std::string::npos;)
            pem.replace(at, lineEnd.size(), "\n");
        return pem;
    }
    std::ifstream stream(value, std::ios::binary);
    std::string pem(largestFile, '\0');
    stream.read(pem.data(), largestFile);
    pem.resize(static_cast<std::size_t>(stream.gcount()));
    if (!pem.empty())
        return pem;
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1: the file cannot be read. Check its name and its "
                                  "permissions, or give the key itself.")
                       .arg(QLatin1String(name)));
}

Result<signing::JwtAlgorithm> readAlgorithm(const std::string &name)
{
    if (const auto algorithm = signing::jwtAlgorithmOf(name))
        return *algorithm;
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 must be RS256 or ES256.").arg(QLatin1String(jwtAlgorithm)));
}

tl::unexpected<Error> unusable(const char *name, const std::string &why)
{
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 cannot be used: %2")
                       .arg(QLatin1String(name), QString::fromStdString(why)));
}

/// Nothing: it is the public key's other half, so what it signs is taken.
Result<> checkHalves(const signing::JwtOptions &jwt, const std::string &privatePem)
{
    constexpr std::string_view probe = "probe";
    const auto own = signing::AsymmetricKey::fromPrivatePem(jwt.algorithm, privatePem);
    const auto told = signing::AsymmetricKey::fromPublicPem(jwt.algorithm, jwt.publicKeyPem);
    if (!own)
        return unusable(jwtPrivateKey, own.error());
    if (told && told->verifies(probe, own->sign(probe)))
        return {};
    return failure(ErrorKind::Invalid,
                   ConfigText::tr("%1 is not the private half of %2.")
                       .arg(QLatin1String(jwtPrivateKey), QLatin1String(jwtKey)));
}

/// Behind the public one, which it has to fit.
Result<> readPrivateJwt(const Environment &environment, GatewayConfig &config)
{
    const std::string value = valueOf(environment, jwtPrivateKey);
    if (value.empty())
        return {};
    const auto pem = readPem(jwtPrivateKey, value);
    if (!pem)
        return failure(pem.error());
    config.wordpressJwtPrivateKey = *pem;
    return checkHalves(*config.wordpressJwt, *pem);
}

Result<> readJwt(const Environment &environment, GatewayConfig &config)
{
    const auto isSet = isJwtSet(environment);
    if (!isSet || !*isSet)
        return isSet ? Result<>() : failure(isSet.error());
    const auto algorithm = readAlgorithm(valueOf(environment, jwtAlgorithm));
    const auto pem = readPem(jwtKey, valueOf(environment, jwtKey));
    if (!algorithm || !pem)
        return failure(algorithm ? pem.error() : algorithm.error());
    config.wordpressJwt =
        signing::JwtOptions{*algorithm, *pem, valueOf(environment, "WORDPRESS_JWT_ISSUER"),
                            valueOf(environment, "WORDPRESS_JWT_AUDIENCE")};
    if (const auto verifier = signing::JwtVerifier::create(*config.wordpressJwt); !verifier)
        return unusable(jwtKey, verifier.error());
    return readPrivateJwt(environment, config);
}

Result<> readAddress(const std::string &text, std::string &address, unsigned short &port)
{
    const std::size_t colon = text.rfind(':');
    const std::string host = text.substr(0, std::min(colon, text.size()));
    const std::string portText = colon == std::string::npos ? "" : text.substr(colon + 1);
    const auto [end, problem] =
        std::from_chars(portText.data(), portText.data() + portText.size(), port);
    if (host.empty() || problem != std::errc{} || end != portText.data() + portText.size()) {
        return failure(
            ErrorKind::Invalid,
            ConfigText::tr(
                "%1 is no address to listen on. Write it like 127.0.0.1:8737 or [::1]:8737; "
                "port 0 picks a free one.")
                .arg(QString::fromStdString(text)));
    }
    const bool bracketed = host.front() == '[' && host.back() == ']';
    address = bracketed ? host.substr(1, host.size() - 2) : host;
    if (address == "localhost")
        address = "127.0.0.1";
    return {};
}

} // namespace

Environment processEnvironment()
{
    Environment environment;
    for (char **entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            environment.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

Result<Environment> readEnvironmentFile(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    const QString name = QString::fromStdString(file.string());
    if (!stream) {
        return failure(
            ErrorKind::NotFound,
            ConfigText::tr("The file %1 cannot be read. Check its name and its permissions.")
                .arg(name));
    }
    Environment environment;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (!readLine(line, environment)) {
            return failure(ErrorKind::Invalid,
                           ConfigText::tr("%1, line %2: this is not of the form NAME=value.")
                               .arg(name)
                               .arg(number));
        }
    }
    return environment;
}

Result<GatewayConfig> configFromEnvironment(const Environment &environment)
{
    GatewayConfig config;
    const auto take = [&](const char *name, std::string &field) -> Result<> {
        const auto found = environment.find(name);
        if (found == environment.end())
            return {};
        field = found->second;
        return checkOneLine(name, field);
    };
    const std::initializer_list<std::pair<const char *, std::string *>> texts{
        {"WORDPRESS_BASE_URL", &config.wordpressBaseUrl},
        {"WORDPRESS_TOKEN", &config.wordpressToken},
        {"HMAC_SHARED_SECRET", &config.hmacSharedSecret},
        {"GATEHOUSE_ADMIN_TOKEN", &config.adminToken},
        {"GATEHOUSE_PUBLIC_URL", &config.publicUrl},
    };
    for (const auto &[name, field] : texts) {
        if (auto taken = take(name, *field); !taken)
            return failure(taken.error());
    }
    config.masterKeyFile = valueOf(environment, "GATEHOUSE_MASTER_KEY_FILE");
    config.masterKeyCommand = valueOf(environment, "GATEHOUSE_MASTER_KEY_COMMAND");
    config.previousMasterKeyFile = valueOf(environment, "GATEHOUSE_PREVIOUS_MASTER_KEY_FILE");
    if (!config.masterKeyFile.empty() && !config.masterKeyCommand.empty())
        return failure(ErrorKind::Invalid,
                       ConfigText::tr("GATEHOUSE_MASTER_KEY_FILE and GATEHOUSE_MASTER_KEY_COMMAND "
                                      "are both set. Keep the one that gives the key."));
    for (auto checked :
         {readSecrets(environment, config), readJwt(environment, config),
          checkUrl("WORDPRESS_BASE_URL", config.wordpressBaseUrl),
          checkUrl("GATEHOUSE_PUBLIC_URL", config.publicUrl),
          readRateLimit(valueOf(environment, "GATEHOUSE_RATE_LIMIT"), config.rateLimit),
          readNetworks(valueOf(environment, "GATEHOUSE_TRUSTED_PROXIES"), config.trustedProxies)}) {
        if (!checked)
            return failure(checked.error());
    }
    return config;
}

Result<> setListen(GatewayConfig &config, const std::string &addressAndPort)
{
    return readAddress(addressAndPort, config.listenAddress, config.listenPort);
}

Result<> setAdminListen(GatewayConfig &config, const std::string &addressAndPort)
{
    return readAddress(addressAndPort, config.adminListenAddress, config.adminListenPort);
}

Result<> checkListen(const GatewayConfig &config)
{
    if (!config.allowRemote && !isLoopback(config.listenAddress)) {
        return failure(
            ErrorKind::Denied,
            ConfigText::tr("%1 can be reached from other machines. If that is meant, add "
                           "--allow-remote; else listen on 127.0.0.1.")
                .arg(QString::fromStdString(config.listenAddress)));
    }
    return {};
}

bool sendsCredentialsInClear(const GatewayConfig &config)
{
    const QUrl url(QString::fromStdString(config.wordpressBaseUrl));
    return !config.wordpressToken.empty() && url.scheme() == QLatin1String("http")
        && config.wordpressBaseUrl != standInUrl && !isLoopback(url.host().toStdString());
}

bool isLoopback(const std::string &address)
{
    return address.starts_with("127.") || address == "::1" || address == "localhost";
}

} // namespace gatehouse::gateway
