#include "app/gatehousectl/inputfile.h"
#include "app/gatehousectl/operationsprivate.h"
#include "services/core/privatefile.h"
#include "services/core/whendone.h"

#include <QFileInfo>
#include <QJsonArray>

namespace gatehouse::cli {

namespace {

constexpr qint64 largestPem = 16384;
constexpr QLatin1String privateKey("private_key");

/// "retiring hZ3C... (ES256) until 2026-11-30T09:00:00Z, 12 uses"
QString keyText(const QJsonObject &item)
{
    const QString until = item.value(u"expires_at").toString();
    const QString end = until.isEmpty() ? QString() : OperationText::tr(" until %1").arg(until);
    return OperationText::tr("%1: %2, %3 (%4)%5, used %6 times")
        .arg(item.value(u"id").toString(), item.value(u"state").toString(),
             item.value(u"kid").toString(), item.value(u"algorithm").toString(), end)
        .arg(item.value(u"uses").toInteger());
}

/// Public, so whoever may read it.
Result<> insertPublicKey(QJsonObject &body, const std::string &path)
{
    if (path.empty())
        return {};
    return readFile(path, largestPem).map([&body](const QByteArray &pem) {
        body.insert(QStringLiteral("public_key"), QString::fromUtf8(pem));
    });
}

/// Before the key is made, since it could not be shown again: never over a key that may be in use.
Result<> checkNewFile(const std::string &path)
{
    const QFileInfo file(QString::fromStdString(path));
    if (path.empty() || (!file.exists() && QFileInfo(file.absolutePath()).isWritable()))
        return {};
    return failure(ErrorKind::Invalid,
                   OperationText::tr("The file %1 is there already, or its folder cannot be "
                                     "written to. Name another one.")
                       .arg(file.filePath()));
}

/// The private half goes into the file and the rest is shown. When it cannot be written it is
/// shown, too: nobody else has it.
Result<> keepPrivateKey(QJsonObject answer, const std::string &path, const Output &output)
{
    const QByteArray pem = answer.value(privateKey).toString().toUtf8();
    if (pem.isEmpty())
        return failure(ErrorKind::Conflict,
                       OperationText::tr("The key %1 was made, but the answer that showed its "
                                         "private half was lost on the way. Roll back, revoke it "
                                         "and make another.")
                           .arg(answer.value(u"kid").toString()));
    auto written = writePrivateFile(QString::fromStdString(path), pem);
    if (written)
        answer.remove(privateKey);
    output.object(answer);
    return written;
}

void rotateInto(const Gateway &gateway, const QJsonObject &body, const std::string &file,
                const Output &output, const Finish &finish)
{
    const auto answered = [file, output, finish](const Result<QJsonObject> &answer) {
        const auto kept =
            answer ? keepPrivateKey(*answer, file, output) : Result<>(failure(answer.error()));
        if (!kept)
            printError(kept.error(), output.isJson());
        finish(kept ? Done : Failed);
    };
    checkApi(gateway, output, finish, [api = gateway.api.get(), body, answered] {
        whenDone(api->post(QStringLiteral("jwt-keys/rotate"), body), qApp, answered);
    });
}

} // namespace

Result<QJsonObject> Operations::Private::keyBody() const
{
    QJsonObject body;
    insertText(body, "algorithm", algorithm);
    insertText(body, "issuer", issuer);
    insertText(body, "audience", audience);
    addOverlapTo(body);
    addReasonTo(body);
    return insertPublicKey(body, publicKeyFile).map([&body] { return body; });
}

void Operations::Private::rotateKey(const Gateway &gateway, const Finish &finish) const
{
    const Output output(invocation.json);
    const QString path = QStringLiteral("jwt-keys/rotate");
    const auto body = keyBody();
    if (!body) {
        printError(body.error(), invocation.json);
        finish(Failed);
    } else if (!publicKeyFile.empty()) {
        postObject(gateway, path, *body, output, finish);
    } else if (!privateKeyFile.empty()) {
        rotateInto(gateway, *body, privateKeyFile, output, finish);
    } else {
        postForSecret(gateway, path, *body, privateKey, output, finish);
    }
}

void Operations::Private::addKeyRotation(CLI::App &group)
{
    CLI::App *rotate = command(group, "rotate",
                               OperationText::tr("Make or take the next key; the former stays "
                                                 "valid"));
    rotate->add_option("--algorithm", algorithm, text(OperationText::tr("RS256 or ES256")))
        ->required()
        ->check(CLI::IsMember({"RS256", "ES256"}));
    rotate
        ->add_option("--overlap-seconds", overlap,
                     text(OperationText::tr("How long the former one stays valid (a day); 0: it "
                                            "is refused at once")))
        ->check(CLI::Range(0, longestOverlap));
    rotate->add_option("--issuer", issuer,
                       text(OperationText::tr("What its tokens say in iss (as before)")));
    rotate->add_option("--audience", audience,
                       text(OperationText::tr("What its tokens say in aud (as before)")));
    CLI::Option *given = rotate->add_option(
        "--public-key-file", publicKeyFile,
        text(OperationText::tr("PEM of a pair that was made elsewhere; without it one is made")));
    rotate
        ->add_option("--private-key-file", privateKeyFile,
                     text(OperationText::tr("New file (mode 0600) for the private half, which is "
                                            "else shown, once")))
        ->excludes(given);
    addReason(*rotate, invocation, true);
    rotate->callback([this] {
        invocation.check = [this] { return checkNewFile(privateKeyFile); };
        invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            rotateKey(gateway, finish);
        };
    });
}

void Operations::Private::addKeyEnds(CLI::App &group)
{
    CLI::App *rollback =
        command(group, "rollback", OperationText::tr("Make the former key active again"));
    postReason(*rollback, [] { return QStringLiteral("jwt-keys/rollback"); });
    CLI::App *extend =
        command(group, "extend", OperationText::tr("Set another end of the overlap"));
    extend->add_option("--overlap-seconds", overlap, text(OperationText::tr("From now")))
        ->required()
        ->check(CLI::Range(1, longestOverlap));
    addReason(*extend, invocation, true);
    post(
        *extend, [] { return QStringLiteral("jwt-keys/extend"); },
        [this]() -> Result<QJsonObject> {
            QJsonObject body{{QStringLiteral("overlap_seconds"), overlap}};
            addReasonTo(body);
            return body;
        });
    CLI::App *revoke =
        command(group, "revoke", OperationText::tr("Refuse what these keys sign from now on"));
    actOnIds(*revoke, "jwt-keys/{id}/revoke", false);
}

void Operations::addJwtKeys(CLI::App &app)
{
    CLI::App *group = app.add_subcommand(
        "jwt-keys", text(OperationText::tr("Keys of the WordPress bridge's bearer tokens")));
    group->require_subcommand(1);
    CLI::App *list = d->command(*group, "list", OperationText::tr("List them, newest first"));
    list->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            listObjects(gateway, QStringLiteral("jwt-keys"), Output(d->invocation.json), finish,
                        keyText);
        };
    });
    d->addKeyRotation(*group);
    d->addKeyEnds(*group);
    CLI::App *usage = d->command(*group, "usage",
                                 OperationText::tr("What the keys signed, and whether one can go"));
    d->hours = 24;
    usage->add_option("--hours", d->hours, text(OperationText::tr("Minutes of how long")))
        ->check(CLI::Range(1, mostHours));
    usage->callback([this] {
        d->invocation.run = [this](const Gateway &gateway, const Finish &finish) {
            showObject(gateway, QStringLiteral("jwt-keys/usage"), Output(d->invocation.json),
                       finish, {{QStringLiteral("hours"), QString::number(d->hours)}});
        };
    });
}

} // namespace gatehouse::cli
