#include "decoding_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <initializer_list>
#include <mutex>
#include <sys/resource.h>
#include <sys/wait.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// What goes through the pipe for a file, followed by the message of an error or by the pixels. Both ends are the same
// program.
struct Answer {
    bool is_error = false;
    std::size_t message_bytes = 0;
    std::size_t grey_count = 0;
    std::size_t rgb_count = 0;
    std::array<int, 3> size{};
    Rescale rescale;
    GdcmPlace place;
};
static_assert(std::is_trivially_copyable_v<Answer>);

// False where the other end is closed.
bool write_all(int file, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

// False where the other end was closed before all bytes were there.
bool read_all(int file, std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::read(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

template <typename Values>
bool read_values(int file, Values& values, std::size_t count) {
    values.resize(count);
    return read_all(file, std::as_writable_bytes(std::span(values)));
}

bool send_error(int file, const std::string& message) {
    Answer answer;
    answer.is_error = true;
    answer.message_bytes = message.size();
    return write_all(file, std::as_bytes(std::span(&answer, 1))) && write_all(file, std::as_bytes(std::span(message)));
}

bool send_pixels(int file, const DicomPixels& pixels) {
    const Answer answer{false, 0, pixels.grey.size(), pixels.rgb.size(), pixels.size, pixels.rescale, pixels.place};
    return write_all(file, std::as_bytes(std::span(&answer, 1))) &&
           write_all(file, std::as_bytes(std::span(pixels.grey))) &&
           write_all(file, std::as_bytes(std::span(pixels.rgb)));
}

bool decode_and_send(int file, const DicomPixelsOf& wanted) {
    DicomPixels pixels;
    try {
        pixels = decode_with_gdcm(wanted);
    } catch (const Error& problem) {
        return send_error(file, problem.what());
    } catch (const std::exception& problem) {  // of GDCM, or no memory
        return send_error(file, wanted.file.string() + ": its pixels cannot be read: " + problem.what());
    }
    return send_pixels(file, pixels);
}

// What GDCM and failed assertions print is said by our own errors; a failure here is expected and leaves no core file.
void die_quietly() {
    for (const int signal : {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGPIPE, SIGSEGV}) (void)std::signal(signal, SIG_DFL);
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere < 0) return;
    (void)::dup2(nowhere, STDOUT_FILENO);
    (void)::dup2(nowhere, STDERR_FILENO);
}

// The child's whole life: without the end of this program, which would flush its files and run its destructors twice.
[[noreturn]] void decode_all(int answers, const std::vector<DicomPixelsOf>& files) {
    die_quietly();
    for (const DicomPixelsOf& wanted : files) {
        if (!decode_and_send(answers, wanted)) break;
    }
    ::_exit(0);
}

Error cannot_start(const DicomPixelsOf& first, int code) {
    return Error(first.file.string() + ": no process can be started to decode it: " + std::strerror(code));
}

}  // namespace

DecodingProcess::DecodingProcess(std::vector<DicomPixelsOf> files) : files_(std::move(files)) {
    // A child that inherited the writing end of another one's pipe would keep it open after that one's death.
    static std::mutex starting;
    const std::lock_guard lock(starting);
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw cannot_start(files_.front(), errno);
    child_ = ::fork();
    if (child_ == 0) decode_all(pipe[1], files_);
    const int code = errno;
    ::close(pipe[1]);
    answers_ = pipe[0];
    if (child_ > 0) return;
    ::close(answers_);
    throw cannot_start(files_.front(), code);
}

DecodingProcess::~DecodingProcess() {
    ::close(answers_);
    (void)::kill(child_, SIGKILL);  // where the caller gave up
    while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

DicomPixels DecodingProcess::next() {
    const DicomPixelsOf& wanted = files_.at(at_++);
    const auto ended = [&wanted] {
        return ItemError(wanted.file.string() +
                         ": its pixels are damaged, or of a kind that crashes GDCM, which decodes DICOM; "
                         "repair or convert the file");
    };
    Answer answer;
    if (!read_all(answers_, std::as_writable_bytes(std::span(&answer, 1)))) throw ended();
    if (answer.is_error) {
        std::string message;
        if (!read_values(answers_, message, answer.message_bytes)) throw ended();
        throw ItemError(message);
    }
    DicomPixels pixels{{}, {}, answer.size, answer.rescale, answer.place};
    if (!read_values(answers_, pixels.grey, answer.grey_count) ||
        !read_values(answers_, pixels.rgb, answer.rgb_count)) {
        throw ended();
    }
    return pixels;
}

}  // namespace imis
