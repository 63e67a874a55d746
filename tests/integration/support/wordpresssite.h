#pragma once

#include "tests/integration/support/program.h"
#include "tests/integration/support/webhooks.h"

#include <QHash>

#include <map>

namespace gatehouse::test {

/// Debian's WordPress with the plugin, as ./dev wordpress runs it: real PHP, a real database. Gone
/// with this object.
class WordpressSite
{
public:
    WordpressSite() = default;
    ~WordpressSite();
    WordpressSite(const WordpressSite &) = delete;
    WordpressSite &operator=(const WordpressSite &) = delete;

    /// Empty when its packages are installed; else which programs or files are not there.
    static QString whatIsMissing();
    /// Where the plugin's sources are.
    static QString sources();

    /// Some ten seconds. False when it did not start: errors() says why.
    bool start();
    QByteArray errors() { return m_script.errors(); }

    std::string url() const { return m_url.toStdString(); }
    /// Variables for `gatehousectl serve --env`.
    QString environmentFile() const { return m_folder + QStringLiteral("/gateway.env"); }
    std::string variable(const QString &name) const { return m_variables.value(name); }

    /// Constants of wp-config.php from the next request on, AI_GUY_GATEWAY_ left out. They stay
    /// until others are set.
    void setConstants(const std::map<QString, QString> &constants);
    /// The first column of what the site's database answers, a row a line. `{}` stands for the
    /// prefix of the plugin's tables.
    QByteArray query(const QString &sql) const;
    /// What PHP prints when it runs this with all of WordPress loaded.
    QByteArray run(const QString &php) const;

    /// A delivery as the gateway would make it, with another secret where one is given.
    Answer deliver(const std::string &route, const std::string &key, const std::string &body,
                   const std::string &secret = {}) const;

private:
    bool readVariables();

    Program m_script{QStringLiteral("bash")};
    QString m_url;
    QString m_folder;
    QHash<QString, std::string> m_variables;
    QByteArray m_constants;
};

/// What PHP prints; its errors instead when it fails.
QByteArray runPhp(const QStringList &arguments);

} // namespace gatehouse::test
