#pragma once

#include <QByteArray>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace gatehouse::widgets {

class CodeView;
class FindBar;
class HexView;
class NoticeStrip;
class Segmented;

/// A body of any content: Pretty (JSON), Raw, Hex, with find (Ctrl+F) and Copy. Formatting happens
/// when a view is first shown and takes time in the size of the body, never in its depth or line
/// length. What is not JSON is shown raw under a strip that says why and where; what is not UTF-8
/// says so too.
class PayloadView final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Pretty, Raw, Hex };

    explicit PayloadView(QWidget *parent = nullptr);

    /// Shows these bytes from the start, in the mode that was chosen last.
    void setPayload(const QByteArray &bytes);
    const QByteArray &payload() const { return m_bytes; }

    /// Instead of a body: why there is none (masked, deleted after its retention, still loading).
    void setPlaceholder(const QString &text);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    void openFind();

    /// The body's bytes as text; as hex when they are not UTF-8.
    void copyAll() const;

    CodeView *codeView() const { return m_code; }
    HexView *hexView() const { return m_hex; }
    NoticeStrip *notice() const { return m_notice; }
    FindBar *findBar() const { return m_find; }

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showMode();
    void showPretty();
    void showRaw();
    void showHex();

    QByteArray m_bytes;
    Mode m_mode = Mode::Pretty;
    Segmented *m_modes = nullptr;
    QLabel *m_size = nullptr;
    QPushButton *m_copy = nullptr;
    NoticeStrip *m_notice = nullptr;
    FindBar *m_find = nullptr;
    QStackedWidget *m_stack = nullptr;
    CodeView *m_code = nullptr;
    HexView *m_hex = nullptr;
    QLabel *m_placeholder = nullptr;
};

} // namespace gatehouse::widgets
