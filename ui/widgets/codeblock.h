#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace gatehouse::widgets {

class PlainTextView;

/// A caption, a small Copy button, and a few lines of monospace text in a box (a curl command). The
/// code is plain text, left to right, selectable; Copy takes it exactly as it was set.
class CodeBlock final : public QWidget
{
    Q_OBJECT

public:
    explicit CodeBlock(QWidget *parent = nullptr);

    void setCode(const QString &caption, const QString &code);
    QString code() const { return m_code; }
    /// False where there is no room: caption and button alone.
    void setCodeVisible(bool visible);
    QPushButton *copyButton() const { return m_copy; }

signals:
    void copied();

private:
    QString m_code;
    QLabel *m_caption;
    QPushButton *m_copy;
    PlainTextView *m_text;
    QWidget *m_box = nullptr;
};

} // namespace gatehouse::widgets
