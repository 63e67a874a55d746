#include "models/collection/exporttarget.h"

#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace gatehouse::collection {

namespace {

struct TargetText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::ExportTarget)
};

/// The kernel writes on its own what it has for so long that the end of a large export need not
/// wait for all of it.
constexpr qint64 bytesToSend = 8'000'000;

/// A disk or a quota is full, or the file may not be larger.
bool isFull(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

Error noRoom(const QString &name, int number)
{
    return {
        ErrorKind::Unavailable,
        TargetText::tr("There is no room for %1: the disk, or your share of it, is full. Nothing "
                       "was kept. Free some space or export to another place.")
            .arg(name),
        QString::fromStdString(std::system_category().message(number)), SystemError{number}};
}

Error cannotWrite(const QString &name, const QString &why)
{
    return {ErrorKind::Invalid,
            TargetText::tr("%1 cannot be written: %2. Choose another file.").arg(name, why),
            {},
            {}};
}

Error outputFailed(int number)
{
    return {ErrorKind::Unavailable,
            TargetText::tr("The output could not be written: %1.")
                .arg(QString::fromStdString(std::system_category().message(number))),
            {},
            SystemError{number}};
}

} // namespace

FileTarget::FileTarget(const QString &name)
    : m_name(name)
{
}

FileTarget::~FileTarget()
{
    FileTarget::discard();
}

Result<> FileTarget::open()
{
    const std::lock_guard lock(m_mutex);
    m_file = std::make_unique<QSaveFile>(m_name);
    return m_file->open(QIODevice::WriteOnly | QIODevice::Unbuffered) ? Result<>()
                                                                      : failure(failed());
}

Result<> FileTarget::write(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    if (!m_file)
        return failure(ErrorKind::Cancelled, {});
    errno = 0;
    if (m_file->write(text.data(), qint64(text.size())) != qint64(text.size()))
        return failure(failed());
    m_written += qint64(text.size());
    if (m_written - m_sent >= bytesToSend)
        sendToDisk();
    return {};
}

/// The disk is waited for without the lock, so that nobody else waits for it: through a descriptor
/// of its own, since the file may be discarded meanwhile.
Result<> FileTarget::commit()
{
    std::unique_lock lock(m_mutex);
    const int descriptor = m_file ? dup(m_file->handle()) : -1;
    lock.unlock();
    if (descriptor >= 0) {
        fdatasync(descriptor);
        close(descriptor);
    }
    lock.lock();
    if (!m_file)
        return failure(ErrorKind::Cancelled, {});
    errno = 0;
    if (!m_file->commit())
        return failure(failed());
    m_file.reset();
    return {};
}

void FileTarget::discard()
{
    const std::lock_guard lock(m_mutex);
    m_file.reset();
}

void FileTarget::sendToDisk()
{
    sync_file_range(m_file->handle(), m_sent, m_written - m_sent, SYNC_FILE_RANGE_WRITE);
    m_sent = m_written;
}

Error FileTarget::failed() const
{
    const int number = errno;
    if (isFull(number))
        return noRoom(m_name, number);
    return cannotWrite(m_name, m_file->errorString());
}

DescriptorTarget::DescriptorTarget(int descriptor)
    : m_descriptor(descriptor)
{
}

Result<> DescriptorTarget::write(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(m_descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return failure(outputFailed(errno));
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return {};
}

} // namespace gatehouse::collection
