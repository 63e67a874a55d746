#include "services/local/localsecrets.h"

#include "services/core/privatefile.h"
#include "services/core/random.h"
#include "services/gateway/config.h"
#include "services/signing/keypair.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

namespace gatehouse {

namespace {

constexpr const char *firstLine =
    "# Secrets of the local gateway, made on its first start. Delete this file for new ones.\n";

using Variables = std::vector<std::pair<std::string, std::string>>;

/// As Standard Webhooks wants it: the key in base64 after whsec_.
std::string standardSecret()
{
    return "whsec_"
        + QByteArray::fromHex(QByteArray::fromStdString(randomHex(24))).toBase64().toStdString();
}

template <typename MakeSecret>
std::string forTwoTenants(MakeSecret make)
{
    return "acme:" + make() + ",globex:" + make();
}

Variables madeUp()
{
    const auto hex = [] { return randomHex(20); };
    Variables variables{
        {"PROVIDER_SECRETS_STRIPE", forTwoTenants([] { return "whsec_" + randomHex(16); })},
        {"PROVIDER_SECRETS_STANDARD", forTwoTenants(standardSecret)}};
    for (const char *source :
         {"GITHUB", "HUBSPOT", "SHOPIFY", "SLACK", "WOOCOMMERCE", "WORDPRESS", "AI", "WPMEDIA"})
        variables.emplace_back("PROVIDER_SECRETS_" + std::string(source), forTwoTenants(hex));
    variables.emplace_back("HMAC_SHARED_SECRET", randomHex(32));
    variables.emplace_back("GATEHOUSE_ADMIN_TOKEN", "gh_" + randomHex(24));
    return variables;
}

constexpr std::string_view jwtPrefix = "WORDPRESS_JWT_";

/// A PEM as a value on one line.
std::string onOneLine(std::string pem)
{
    while (pem.ends_with('\n'))
        pem.pop_back();
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos;)
        pem.replace(at, 1, "\\n");
    return pem;
}

/// A key pair by which the traffic generator stands for a WordPress bridge.
Result<Variables> madeUpBridge()
{
    const auto pair = signing::makeKeyPair(signing::JwtAlgorithm::Es256);
    if (!pair) {
        return failure(ErrorKind::Unavailable,
                       QCoreApplication::translate(
                           "LocalSecrets", "OpenSSL could not make a key pair. Try again."));
    }
    return Variables{{"WORDPRESS_JWT_PUBLIC_KEY", onOneLine(pair->publicPem)},
                     {"WORDPRESS_JWT_PRIVATE_KEY", onOneLine(pair->privatePem)},
                     {"WORDPRESS_JWT_ALG", "ES256"},
                     {"WORDPRESS_JWT_ISSUER", "https://bridge.local.example"},
                     {"WORDPRESS_JWT_AUDIENCE", "gatehouse"}};
}

bool isAboutBridge(const std::pair<const std::string, std::string> &variable)
{
    return variable.first.starts_with(jwtPrefix);
}

/// What the file lacks. The bridge's variables only fit each other: all of them or none.
Result<Variables> missingIn(const gateway::Environment &known)
{
    Variables missing;
    for (auto &variable : madeUp()) {
        if (!known.contains(variable.first))
            missing.push_back(std::move(variable));
    }
    if (std::any_of(known.begin(), known.end(), isAboutBridge))
        return missing;
    return madeUpBridge().map([&](const Variables &bridge) {
        missing.insert(missing.end(), bridge.begin(), bridge.end());
        return missing;
    });
}

std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

Result<> completeLocalSecrets(const std::filesystem::path &file)
{
    gateway::Environment known;
    std::string text = firstLine;
    if (std::filesystem::exists(file)) {
        auto read = gateway::readEnvironmentFile(file);
        if (!read)
            return failure(std::move(read.error()));
        known = std::move(*read);
        text = contentOf(file);
    }
    if (!text.ends_with('\n'))
        text += '\n';
    const auto missing = missingIn(known);
    if (!missing)
        return failure(missing.error());
    for (const auto &[name, value] : *missing)
        text.append(name).append("=").append(value).append("\n");
    return missing->empty() ? Result<>{}
                            : writePrivateFile(QString::fromStdString(file.string()), text);
}

std::map<std::string, std::string> withLocalSecrets(std::map<std::string, std::string> local,
                                                    const std::map<std::string, std::string> &given)
{
    const bool bringsOwnSites = given.contains("PROVIDER_SECRETS_WORDPRESS")
        || std::any_of(given.begin(), given.end(), isAboutBridge);
    if (bringsOwnSites)
        std::erase_if(local, isAboutBridge);
    for (const auto &[name, value] : given)
        local.insert_or_assign(name, value);
    return local;
}

} // namespace gatehouse
