#pragma once

#include "app/gatehousectl/operations.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <CLI/CLI.hpp>

namespace gatehouse::cli {

struct OperationText
{
    Q_DECLARE_TR_FUNCTIONS(OperationText)
};

std::string text(const QString &translated);
QString segmentOf(const std::string &name);
void insertText(QJsonObject &object, const char *name, const std::string &value);
/// Reads the first line of a private file into the object, when there is one.
Result<> insertSecret(QJsonObject &object, const char *name, const std::string &file);

inline constexpr int longestOverlap = 604800; ///< seconds
inline constexpr int mostHours = 168; ///< of a usage

/// What was given, and how the commands are made of it.
struct Operations::Private
{
    explicit Private(Invocation &given)
        : invocation(given)
    {
    }

    Invocation &invocation;
    std::string name; ///< of a destination or host
    std::string baseUrl, tenant, bearerFile, user, passwordFile, secretFile;
    std::string source, eventType, destination, path, mode;
    std::string role, expires;
    std::string algorithm, issuer, audience, publicKeyFile, privateKeyFile; ///< of a JWT key
    std::string payloadFile, patchFile; ///< of a dead letter
    std::string kind, value; ///< of a masking rule; what confirms a bulk operation
    std::string collection, status; ///< of a retention rule, or an item's outcome
    std::vector<std::string> tenants, sources; ///< none: all
    bool allowHttp = false;
    bool isDryRun = false;
    bool all = false, ramp = false, follows = false; ///< of a bulk operation
    int rate = 0; ///< a second; 0: what the gateway takes by itself
    double stopRatio = -1; ///< likewise
    int overlap = -1; ///< seconds; -1: what the gateway takes by itself
    int days = 0;
    int hours = 0;

    struct
    {
        std::string model, provider, from;
        double prompt = 0, completion = 0, cached = -1; ///< USD a million tokens; -1: not said
    } modelPrice;
    std::string deployName;

    Result<QJsonObject> authBody() const;
    Result<QJsonObject> destinationBody(bool isNew) const;
    QJsonObject routeBody() const;
    QJsonObject ruleBody() const;
    QJsonObject retentionBody() const;
    QJsonObject priceBody(bool hasAmounts) const;
    QJsonObject tokenBody(const Clock &clock) const;
    Result<QJsonObject> keyBody() const;
    void addReasonTo(QJsonObject &body) const { insertText(body, "reason", invocation.reason); }
    void addOverlapTo(QJsonObject &body) const;

    CLI::App *command(CLI::App &group, const char *name, const QString &description);
    void takeName(CLI::App &command, const QString &description);
    void takeTenant(CLI::App &command); ///< SOURCE TENANT
    QString secretPath(const char *verb) const;
    void addDestinationOptions(CLI::App &command, bool isNew);
    void addSecretRotation(CLI::App &group);
    void addSecretEvidence(CLI::App &group);
    void addPasswordRotation(CLI::App &group);
    void addTokenOptions(CLI::App &command);
    void addRuleCommands(CLI::App &group);
    void addSealing(CLI::App &group);
    void addRetentionRule(CLI::App &command, bool isNeeded);
    void addPriceChange(CLI::App &group, bool hasAmounts);
    void addTokenRotation(CLI::App &group);
    void rotateKey(const Gateway &gateway, const Finish &finish) const;
    void addKeyRotation(CLI::App &group);
    void addKeyEnds(CLI::App &group);
    void post(CLI::App &command, std::function<QString()> path,
              std::function<Result<QJsonObject>()> body);
    void postReason(CLI::App &command, std::function<QString()> path);
    void show(CLI::App &command, std::function<QString()> path);
    Result<QJsonObject> bulkSelection() const;
    Result<QJsonObject> bulkBody(bool isDryRun) const;
    void addBulkOptions(CLI::App &command);
    void addBulkStart(CLI::App &group, bool isDryRun);
    void addBulkReads(CLI::App &group);
    void takeBulkId(CLI::App &command);
    QString bulkPath(const char *below) const;
    Result<QJsonObject> letterBody(bool isForTrying) const;
    QString letterPath(const char *below) const;
    void tryLetter(const Gateway &gateway, const Finish &finish) const;
    void takeLetterChange(CLI::App &command);
    void addLetterPayload(CLI::App &group);
    void addLetterEdits(CLI::App &group);
    void takeLetter(CLI::App &command);
    void addEditAndRetry(CLI::App &group);
    QJsonObject groupBody(bool hasOwner, bool hasNote) const;
    void actOnIds(CLI::App &command, const char *endpoint, bool hasMode);
};

} // namespace gatehouse::cli
