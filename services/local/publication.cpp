#include "services/local/publication.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct PublicationText
{
    Q_DECLARE_TR_FUNCTIONS(PublicationText)
};

} // namespace

Publication::Publication(ConnectionProfile profile, ConnectionProfiles profiles, Log &log)
    : m_profile(std::move(profile))
    , m_profiles(std::move(profiles))
    , m_log(log)
{
    keep();
}

Publication::~Publication()
{
    // What names another was saved by a person meanwhile.
    if (m_lock && isOurs())
        (void)m_profiles.remove(m_profile.name);
}

void Publication::keep()
{
    if (m_lock && m_profiles.exists(m_profile.name))
        return;
    const Result<> done = m_lock ? m_profiles.save(m_profile) : takeOver();
    if (!done && !m_hasWarned)
        m_log.warning("other programs cannot find this gateway by themselves",
                      {{"error", done.error().message.toStdString()}});
    m_hasWarned = !done;
}

/// Nothing when another gateway has the lock.
Result<> Publication::takeOver()
{
    if (Result<> made = m_profiles.makeFolder(); !made)
        return made;
    const QString path = m_profiles.folder() + u'/' + m_profile.name + QStringLiteral(".lock");
    Result<cluster::FileLock> lock = cluster::FileLock::open(path.toStdString());
    if (!lock)
        return failure(lock.error().kind,
                       PublicationText::tr("The connection could not be saved in %1: %2")
                           .arg(m_profiles.folder(), lock.error().detail));
    if (!lock->tryExclusive())
        return {};
    m_lock.emplace(std::move(*lock));
    return m_profiles.save(m_profile);
}

bool Publication::isOurs() const
{
    const auto saved = m_profiles.load(m_profile.name);
    return saved && *saved == m_profile;
}

} // namespace gatehouse
