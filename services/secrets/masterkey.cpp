#include "services/secrets/masterkey.h"

#include "services/core/hex.h"
#include "services/core/random.h"

#include <QCoreApplication>
#include <QProcess>

#include <openssl/crypto.h>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace gatehouse::secrets {

namespace {

constexpr std::size_t digits = 2 * Vault::keySize;
constexpr int commandLimit = 10000; // ms

struct MasterKeyText
{
    Q_DECLARE_TR_FUNCTIONS(MasterKeyText)
};

QString nameOf(const std::filesystem::path &file)
{
    return QString::fromStdString(file.string());
}

/// Closes it at the end.
class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    int number() const { return m_number; }

private:
    int m_number;
};

tl::unexpected<Error> notOpened(const std::filesystem::path &file, int error)
{
    const bool isMissing = error == ENOENT;
    const QString text = isMissing
        ? MasterKeyText::tr(
            "The master key file %1 does not exist. Check GATEHOUSE_MASTER_KEY_FILE, or "
            "put the file back from where it is kept safe.")
        : MasterKeyText::tr(
            "The master key file %1 cannot be read. Let the user that runs the gateway "
            "own it, with mode 0600.");
    return failure(isMissing ? ErrorKind::NotFound : ErrorKind::Denied, text.arg(nameOf(file)),
                   QString::fromStdString(std::system_category().message(error)),
                   SystemError{error});
}

/// Asked of what was opened, so that nothing can take its place in between.
Result<> checkRights(const std::filesystem::path &file, const Descriptor &opened)
{
    struct stat status = {};
    const bool isFile = fstat(opened.number(), &status) == 0 && S_ISREG(status.st_mode);
    const bool isOurs = status.st_uid == geteuid() || status.st_uid == 0;
    if (isFile && isOurs && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0)
        return {};
    return failure(
        ErrorKind::Denied,
        MasterKeyText::tr(
            "The master key file %1 is not safe: it must be a file that its owner alone can "
            "read. Run chown and chmod 600 on it; if others may have read it, rotate the "
            "secrets that it protects.")
            .arg(nameOf(file)));
}

std::string contentOf(const Descriptor &opened)
{
    std::string content(digits + 2, '\0'); // one byte more than a key and its line end
    const ssize_t size = read(opened.number(), content.data(), content.size());
    content.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return content;
}

/// With a line end behind them or none.
Result<Vault> fromDigits(std::string_view hex, const QString &whenWrong)
{
    if (hex.ends_with('\n'))
        hex.remove_suffix(1);
    auto key = hex.size() == digits ? fromHex(hex) : std::nullopt;
    if (!key)
        return failure(ErrorKind::Invalid, whenWrong);
    return Vault::withKey(Secret(std::move(*key)));
}

bool writeAll(const Descriptor &opened, std::string_view content)
{
    return write(opened.number(), content.data(), content.size())
        == static_cast<ssize_t>(content.size())
        && fsync(opened.number()) == 0;
}

} // namespace

Result<Vault> readMasterKey(const std::filesystem::path &file)
{
    const Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (opened.number() < 0)
        return notOpened(file, errno);
    if (auto safe = checkRights(file, opened); !safe)
        return failure(std::move(safe.error()));
    const Secret hex(contentOf(opened));
    return fromDigits(hex.view(),
                      MasterKeyText::tr("The file %1 holds no master key, which is 64 hex digits. "
                                        "Put the right file back, or make a new one with openssl "
                                        "rand -hex 32.")
                          .arg(nameOf(file)));
}

Result<Vault> runMasterKeyCommand(const std::string &command)
{
    QStringList words = QProcess::splitCommand(QString::fromStdString(command));
    const QString program = words.isEmpty() ? QString() : words.takeFirst();
    QProcess process;
    process.start(program, words, QIODevice::ReadOnly);
    if (program.isEmpty() || !process.waitForStarted(commandLimit))
        return failure(ErrorKind::NotFound,
                       MasterKeyText::tr("GATEHOUSE_MASTER_KEY_COMMAND: '%1' cannot be started. "
                                         "Check its name and that this user may run it.")
                           .arg(program),
                       process.errorString());
    const bool hasEnded = process.waitForFinished(commandLimit);
    if (!hasEnded)
        process.kill();
    if (!hasEnded || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failure(ErrorKind::Denied,
                       MasterKeyText::tr("GATEHOUSE_MASTER_KEY_COMMAND: '%1' gave no key. Run it "
                                         "by hand to see why.")
                           .arg(program));
    Secret printed(process.readAllStandardOutput().toStdString());
    return fromDigits(printed.view(),
                      MasterKeyText::tr("GATEHOUSE_MASTER_KEY_COMMAND: what '%1' prints is no "
                                        "master key, which is 64 hex digits.")
                          .arg(program));
}

/// link() and not rename(): it does not replace a key that another program made meanwhile.
Result<> createMasterKey(const std::filesystem::path &file)
{
    std::filesystem::path draft = file;
    draft += "." + randomHex(8);
    const Descriptor made(
        open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    const Secret content(randomHex(Vault::keySize) + "\n");
    bool isDone = made.number() >= 0 && writeAll(made, content.view());
    isDone = isDone && (link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const int error = errno;
    unlink(draft.c_str());
    if (isDone)
        return {};
    return failure(
        ErrorKind::Unavailable,
        MasterKeyText::tr("The master key file %1 could not be made. Check that its folder "
                          "exists and can be written.")
            .arg(nameOf(file)),
        QString::fromStdString(std::system_category().message(error)), SystemError{error});
}

} // namespace gatehouse::secrets
