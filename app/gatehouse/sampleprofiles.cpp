#include "app/gatehouse/sampleprofiles.h"

namespace gatehouse::app {

using namespace Qt::StringLiterals;

namespace {

ConnectionProfile sample(const QString &name, const QString &environment)
{
    ConnectionProfile profile;
    profile.name = name;
    profile.environment = environment;
    profile.url = QUrl(u"https://%1.example"_s.arg(name));
    profile.database = u"host=db.%1.example dbname=gateway user=gatehouse_console"_s.arg(name);
    return profile;
}

} // namespace

Result<ConnectionProfiles> sampleProfiles(const QString &folder, const ConnectionProfile &open)
{
    ConnectionProfiles profiles(folder);
    for (const ConnectionProfile &profile :
         {open, sample(u"stage"_s, u"staging"_s), sample(u"hooks-eu"_s, u"production"_s),
          sample(u"hooks-us"_s, u"production"_s)}) {
        if (auto saved = profiles.save(profile); !saved)
            return failure(saved.error());
    }
    return profiles;
}

} // namespace gatehouse::app
