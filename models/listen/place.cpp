#include "models/listen/place.h"

#include "services/core/privatefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>

namespace gatehouse::listen {

namespace {

/// Microseconds since 1970; as text, since JSON's numbers are doubles.
QString textOf(Timestamp time)
{
    return QString::number(qint64(time.time_since_epoch().count()));
}

Timestamp timeOf(const QJsonValue &text)
{
    return Timestamp(std::chrono::microseconds(text.toString().toLongLong()));
}

QJsonObject jsonOf(const Place &place)
{
    QJsonObject taken;
    for (const auto &[id, receivedAt] : place.taken)
        taken.insert(QString::fromStdString(id.toString()), textOf(receivedAt));
    return {{QStringLiteral("since"), textOf(place.since)},
            {QStringLiteral("up_to"), textOf(place.upTo)},
            {QStringLiteral("until"), textOf(place.until)},
            {QStringLiteral("taken"), taken}};
}

} // namespace

void Place::take(const Uuid &id, Timestamp receivedAt)
{
    taken.emplace(id, receivedAt);
    upTo = std::max(upTo, receivedAt);
    std::erase_if(taken, [this](const auto &one) { return one.second < readFrom(); });
}

Timestamp Place::readFrom() const
{
    return std::max(since, upTo - lateness);
}

Bookmark::Bookmark(QString file)
    : m_file(std::move(file))
{
}

Bookmark Bookmark::of(const QString &gateway, const QString &filter, const QString &target)
{
    const QString all = gateway + u'\n' + filter + u'\n' + target;
    const QByteArray hash = QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha256);
    return Bookmark(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                    + QStringLiteral("/gatehouse/listen/")
                    + QString::fromLatin1(hash.toHex().left(32)) + QStringLiteral(".json"));
}

std::optional<Place> Bookmark::load() const
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    if (!json[u"up_to"].isString())
        return std::nullopt;
    // A former version does not say until when it listened.
    const QJsonValue until = json[json.contains(u"until") ? u"until" : u"up_to"];
    Place place{timeOf(json[u"since"]), timeOf(json[u"up_to"]), {}, timeOf(until)};
    const QJsonObject taken = json[u"taken"].toObject();
    for (auto one = taken.begin(); one != taken.end(); ++one) {
        if (const auto id = Uuid::parse(one.key().toStdString()))
            place.taken.emplace(*id, timeOf(one.value()));
    }
    return place;
}

Result<> Bookmark::save(const Place &place) const
{
    QDir().mkpath(QFileInfo(m_file).path());
    return writePrivateFile(m_file, QJsonDocument(jsonOf(place)).toJson(QJsonDocument::Compact));
}

} // namespace gatehouse::listen
