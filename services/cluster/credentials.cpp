#include "services/cluster/credentials.h"

#include "services/cluster/files.h"
#include "services/cluster/texts.h"
#include "services/core/random.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>

namespace gatehouse::cluster {

namespace {

constexpr std::size_t passwordBytes = 24;

bool isHex(const std::string &password)
{
    return !password.empty() && password.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

Credentials Credentials::random()
{
    Credentials made;
    made.m_passwords[superuser] = randomHex(passwordBytes);
    for (const char *role : loginRoles)
        made.m_passwords[role] = randomHex(passwordBytes);
    return made;
}

Result<Credentials> Credentials::load(const std::filesystem::path &file)
{
    const Result<std::string> content = readFile(file, std::size_t{64} * 1024);
    if (!content && content.error().cause != ErrorCause(SystemError{ENOENT}))
        return failure(content.error());
    const QJsonObject object =
        QJsonDocument::fromJson(QByteArray::fromStdString(content.value_or(""))).object();
    Credentials loaded;
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        loaded.m_passwords[entry.key().toStdString()] = entry.value().toString().toStdString();
    bool isWhole = isHex(loaded.password(superuser));
    for (const char *role : loginRoles)
        isWhole = isWhole && isHex(loaded.password(role));
    if (!isWhole)
        return failure(ErrorKind::Invalid,
                       Cluster::tr("The passwords of the private database in %1 are missing or "
                                   "damaged. Restore the file "
                                   "from a backup, or move its folder away to start afresh.")
                           .arg(displayPath(file)));
    return loaded;
}

Result<> Credentials::save(const std::filesystem::path &file) const
{
    QJsonObject object;
    for (const auto &[role, password] : m_passwords)
        object.insert(QString::fromStdString(role), QString::fromStdString(password));
    return writeFile(file, QJsonDocument(object).toJson().toStdString(), 0600);
}

const std::string &Credentials::password(const std::string &role) const
{
    static const std::string none;
    const auto found = m_passwords.find(role);
    return found == m_passwords.end() ? none : found->second;
}

} // namespace gatehouse::cluster
